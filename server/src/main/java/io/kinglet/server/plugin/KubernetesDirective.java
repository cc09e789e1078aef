package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.k8s.manifest.LabelSelectorException;
import io.kinglet.k8s.manifest.LabelSelectorParser;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.PodMode;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.corefile.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code kubernetes [ZONE...] { ... }}: the records of a cluster.
 *
 * @param startupTimeout how long a start, or a switch to a new Corefile, waits for the cluster before going on without it
 */
public record KubernetesDirective(
        KubernetesConfig config, ClusterConnection connection, Duration startupTimeout, Position position)
        implements Part {

    private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(5);

    /** Options of older versions of the peer, and what became of them; they change nothing, so they are let pass. */
    private static final Map<String, String> REMOVED = Map.of(
            "upstream", "targets of ExternalName Services are always looked up through this server",
            "resyncperiod", "objects are watched, there is no resync",
            "transfer", "zone transfers are not served yet");

    @Override
    public Layer layer(Host host) {
        return host.kubernetes(this);
    }

    @Override
    public boolean passesOverCache() {
        return true;
    }

    /** The same, but with where Services are reached from outside, which {@code k8s_external} shows. */
    KubernetesDirective withExternal() {
        return new KubernetesDirective(config.withExternal(), connection, startupTimeout, position);
    }

    /** The same, but with the names of Pods, which {@code kubernetes/client-pod-name} tells. */
    KubernetesDirective withPodNames() {
        return new KubernetesDirective(config.withPodNames(), connection, startupTimeout, position);
    }

    static KubernetesDirective read(DirectiveReader line, BlockScope block) {
        return new Reading(line, block).read();
    }

    /** One reading of one directive. */
    private static final class Reading {

        private final DirectiveReader line;
        private final BlockScope block;
        private final List<DomainName> zones;
        private final KubernetesConfig.Builder config;
        private final ConnectionReading connection = new ConnectionReading();
        private Duration startupTimeout = STARTUP_TIMEOUT;
        private @Nullable Position namespaces;
        private @Nullable Position namespaceLabels;
        private @Nullable Position noEndpoints;
        private @Nullable Position zonal;

        Reading(DirectiveReader line, BlockScope block) {
            this.line = line;
            this.block = block;
            zones = Zones.rest(line, block.zones());
            config = new KubernetesConfig.Builder(zones);
        }

        KubernetesDirective read() {
            if (zones.stream().allMatch(Zones::isReverse)) {
                throw line.error("`kubernetes` needs a zone that is not a reverse zone, such as `cluster.local`; found "
                        + Words.list(zones.stream().map(DomainName::toString).toList()));
            }
            line.body(readers());
            line.end();
            if (namespaces != null && namespaceLabels != null) {
                throw new CorefileException(
                        namespaceLabels,
                        "`namespaces` at " + namespaces + " and `namespace_labels` exclude each other; keep one");
            }
            if (zonal != null && noEndpoints != null) {
                throw new CorefileException(
                        zonal, "`zonal` needs endpoints; remove it, or `noendpoints` at " + noEndpoints);
            }
            return new KubernetesDirective(
                    config.build(), connection.connection(block), startupTimeout, line.position());
        }

        private Map<String, Consumer<DirectiveReader>> readers() {
            Map<String, Consumer<DirectiveReader>> readers = new HashMap<>(connection.readers(block));
            readers.put("pods", it -> config.pods(it.oneOf("the mode", PODS)));
            readers.put("endpoint_pod_names", it -> config.endpointPodNames(it.flag()));
            readers.put("namespaces", it -> {
                namespaces = it.position();
                config.namespaces(names(it));
            });
            readers.put("namespace_labels", it -> {
                namespaceLabels = it.position();
                config.namespaceLabels(selector(it));
            });
            readers.put("labels", it -> config.labels(selector(it)));
            readers.put("ttl", it -> config.ttl(it.integer("the TTL in seconds", 0, KubernetesConfig.MAX_TTL)));
            readers.put(
                    "negative_ttl",
                    it -> config.negativeTtl(it.integer("the TTL in seconds", 0, KubernetesConfig.MAX_TTL)));
            readers.put("noendpoints", it -> {
                noEndpoints = it.position();
                config.endpoints(!it.flag());
            });
            readers.put("zonal", it -> {
                zonal = it.position();
                config.zonal(it.flag());
            });
            readers.put("ptr_hostname_only", it -> config.ptrHostnameOnly(it.flag()));
            readers.put("ignore", it -> {
                it.oneOf("what to ignore", "empty_service");
                config.ignoreEmptyService(true);
            });
            readers.put("fallthrough", it -> config.fallthrough(Zones.rest(it, List.of(DomainName.ROOT))));
            readers.put("multicluster", it -> config.multicluster(multicluster(it)));
            readers.put("startup_timeout", it -> startupTimeout = it.duration("the time"));
            REMOVED.forEach((word, instead) -> readers.put(word, it -> {
                it.rest();
                block.warn(it.position(), "`" + word + "` of `kubernetes` has no effect any more: " + instead);
            }));
            return readers;
        }

        private static Set<String> names(DirectiveReader line) {
            Set<String> names = new LinkedHashSet<>();
            for (Token token : line.rest("the namespaces", 1, Integer.MAX_VALUE)) {
                if (!token.text().matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
                    throw line.expected(token, "the name of a namespace, such as `kube-system`");
                }
                names.add(token.text());
            }
            return names;
        }

        private static String selector(DirectiveReader line) {
            List<Token> tokens = line.rest("a label selector", 1, Integer.MAX_VALUE);
            String text = tokens.stream().map(Token::text).collect(Collectors.joining(" "));
            try {
                LabelSelectorParser.parse(text);
            } catch (LabelSelectorException e) {
                throw line.error(tokens.get(0), e.getMessage() + "; accepted is such as `app in (a, b), !internal`");
            }
            return text;
        }

        private List<DomainName> multicluster(DirectiveReader line) {
            List<DomainName> some = Zones.rest(line);
            for (DomainName zone : some) {
                if (!zones.contains(zone)) {
                    throw line.error("`multicluster` names " + zone
                            + ", which `kubernetes` does not serve; accepted are "
                            + Words.list(
                                    zones.stream().map(DomainName::toString).toList()));
                }
            }
            if (some.isEmpty()) {
                throw line.error("`multicluster` lacks an argument: the zones answered from ServiceImports");
            }
            return some;
        }
    }

    private static final Map<String, PodMode> PODS =
            Map.of("disabled", PodMode.DISABLED, "insecure", PodMode.INSECURE, "verified", PodMode.VERIFIED);
}
