# The door to everything that is done with this repository. Each target is one command that can be typed by hand.

MVN = ./mvnw -B -ntp
FUZZ_TIME ?= 60s
FUZZ ?= *FuzzTest

.DEFAULT_GOAL := help
.PHONY: help build test check format run conformance bench fuzz chart clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## compile and package, without tests
	$(MVN) -q package -DskipTests

test: ## every test
	$(MVN) verify

check: ## the formatter, the enforcer and, on JDK 21 or newer, Error Prone and NullAway; no tests
	$(MVN) -Pci,bench clean test-compile

format: ## format the sources
	$(MVN) -q spotless:apply

run: ## the daemon; make run ARGS="-conf Corefile -dns.port 1053"
	@bin/kinglet $(ARGS)

conformance: ## the conformance cases against a real API server, and beside CoreDNS
	conformance/cluster/run

bench: ## the ten points of speed and size beside CoreDNS, Knot, NSD and a C echo (half an hour)
	bench/run

fuzz: ## search with Jazzer: make fuzz FUZZ=CorefileFuzzTest FUZZ_TIME=10m (default: each target for 60s)
	@bin/fuzz '$(FUZZ)' '$(FUZZ_TIME)'

chart: ## lint the Helm chart and compare what it renders with the golden file
	charts/kinglet/ci/check

clean: ## delete what was built
	$(MVN) -q clean
