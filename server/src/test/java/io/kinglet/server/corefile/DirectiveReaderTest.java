package io.kinglet.server.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class DirectiveReaderTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void argumentsAreTakenInTurn() {
        DirectiveReader cache = reader("cache 30 keep 10% [2001:db8::1]:54 :9153 sequential 1m a.org 10.0.0.0/23");
        assertThat(cache.name()).isEqualTo("cache");
        assertThat(cache.integer("the TTL", 0, 60)).isEqualTo(30);
        assertThat(cache.skip("drop")).isFalse();
        assertThat(cache.skip("keep")).isTrue();
        assertThat(cache.percentage("the share", 0, 100)).isEqualTo(10);
        assertThat(cache.address("the upstream", 53)).isEqualTo(new HostPort("2001:db8::1", 54));
        assertThat(cache.listener("the address", 53)).isEqualTo(new HostPort("", 9153));
        assertThat(cache.oneOf("the policy", Map.of("random", 1, "sequential", 2)))
                .isEqualTo(2);
        assertThat(cache.duration("the time")).isEqualTo(Duration.ofMinutes(1));
        assertThat(cache.zones()).containsExactly("a.org.", "0.0.10.in-addr.arpa.", "1.0.10.in-addr.arpa.");
        assertThat(cache.hasNext()).isFalse();
        cache.end();
    }

    @Test
    void bodyIsHandedOutByFirstWord() {
        List<String> seen = new ArrayList<>();
        DirectiveReader health = reader("health {\n  lameduck 5s\n  stop\n}");
        health.body(Map.of(
                "lameduck", line -> seen.add("lameduck " + line.duration("the time")),
                "stop", line -> seen.add("stop " + line.flag())));
        health.end();
        assertThat(seen).containsExactly("lameduck PT5S", "stop true");
    }

    @Test
    void missingBodyIsAnEmptyOne() {
        reader("health").body(Map.of());
        assertThat(reader("health {\n}").body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5s, 5000000000",
        "250ms, 250000000",
        "1m30s, 90000000000",
        "1h, 3600000000000",
        "1.5s, 1500000000",
        ".5s, 500000000",
        "10us, 10000",
        "7ns, 7",
        "2µs, 2000",
        "1h2m3s4ms, 3723004000000"
    })
    void durationsAreThoseOfGo(String text, long nanos) {
        assertThat(reader("x " + text).duration("the time")).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "0, 0", "1m, 60"})
    void bareSecondsAreTakenWhereAllowed(String text, long seconds) {
        assertThat(reader("x " + text).durationOrSeconds("the time", Duration.ZERO, HOUR))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    static final List<Arguments> MISTAKES = List.of(
            mistake("x", r -> r.next("the zone"), "2:3: `x` lacks an argument: the zone"),
            mistake("x a b", r -> r.next("a zone"), "2:7: found `b`; `x` takes one argument here"),
            mistake("x a", r -> {}, "2:5: found `a`; `x` takes no argument here"),
            mistake("x {\n  a\n}", r -> {}, "2:3: `x` takes no body in braces"),
            mistake("x a", r -> r.rest("zones", 2, 3), "2:3: `x` has 1 of at least 2 arguments: zones"),
            mistake("x a b c", r -> r.rest("zones", 1, 2), "2:9: `x` takes at most 2 arguments: zones"),
            mistake("x ten", r -> r.integer("the TTL", 0, 9), number("ten")),
            mistake("x 10", r -> r.integer("the TTL", 0, 9), number("10")),
            mistake("x -1", r -> r.integer("the TTL", 0, 9), number("-1")),
            mistake("x 99999999999999999999", r -> r.integer("the TTL", 0, 9), number("99999999999999999999")),
            mistake(
                    "x 10",
                    r -> r.percentage("a share", 1, 90),
                    "2:5: found `10` for `x`; accepted is a share as a percentage of 1% to 90%"),
            mistake(
                    "x 30",
                    r -> r.duration("the time"),
                    "2:5: found `30` for `x`, which lacks a unit; write `30s` for seconds"),
            mistake(
                    "x 5 s",
                    r -> r.duration("the time"),
                    "2:5: found `5` for `x`, which lacks a unit; write `5s` for seconds"),
            mistake("x 5d", r -> r.duration("the time"), duration("5d")),
            mistake("x -5s", r -> r.duration("the time"), duration("-5s")),
            mistake("x s", r -> r.duration("the time"), duration("s")),
            mistake("x 9999999h", r -> r.duration("the time"), duration("9999999h")),
            mistake(
                    "x 61m",
                    r -> r.duration("the time", Duration.ofSeconds(2), HOUR),
                    "2:5: found `61m` for `x`; accepted is the time of 2s to 1h"),
            mistake(
                    "x 1s",
                    r -> r.duration("the time", Duration.ofMillis(1500), Duration.ofNanos(Long.MAX_VALUE)),
                    "2:5: found `1s` for `x`; accepted is the time of 1s500ms or more"),
            mistake("x 5d", r -> r.durationOrSeconds("the time", Duration.ZERO, HOUR), duration("5d") + ", or seconds"),
            mistake(
                    "x randm",
                    r -> r.oneOf("the policy", "random", "sequential"),
                    "2:5: found `randm` in `x`; accepted are `random`, `sequential`; did you mean `random`?"),
            mistake(
                    "x b",
                    r -> r.oneOf("the policy", Map.of("yes", 1, "no", 2)),
                    "2:5: found `b` in `x`; accepted are `no`, `yes`"),
            mistake(
                    "x host",
                    r -> r.address("the upstream", 53),
                    "2:5: found `host` for `x`; accepted is the upstream as an address such as `10.0.0.1`, `10.0.0.1:53` or `[2001:db8::1]:53`"),
            mistake(
                    "x 9153",
                    r -> r.listener("the address", 53),
                    "2:5: found `9153` for `x`; accepted is the address as `:9153`, `127.0.0.1:9153`, `[::1]:9153` or `localhost:9153`"),
            mistake("x a..b", r -> r.zones(), "2:5: the zone `a..b` has an empty label"),
            mistake(
                    "x {\n  lamduck 5s\n}",
                    r -> r.body(Map.of("lameduck", l -> {})),
                    "3:3: found `lamduck` in `x`; accepted are `lameduck`; did you mean `lameduck`?"),
            mistake(
                    "x {\n  ttl 5 6\n}",
                    r -> r.body(Map.of("ttl", l -> l.next("the TTL"))),
                    "3:9: found `6`; `ttl` of `x` takes one argument here"),
            mistake(
                    "x {\n  ttl ten\n}",
                    r -> r.body(Map.of("ttl", l -> l.integer("the TTL", 0, 9))),
                    "3:7: found `ten` for `ttl` of `x`; accepted is the TTL as a number of 0 to 9"));

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void mistakeNamesPlaceFindingAndAcceptedForms(String text, Consumer<DirectiveReader> reading, String message) {
        DirectiveReader reader = reader(text);
        assertThatThrownBy(() -> {
                    reading.accept(reader);
                    reader.end();
                })
                .isInstanceOf(CorefileException.class)
                .hasMessage("Corefile:" + message);
    }

    @Test
    void unknownDirectiveIsOfTheServerBlock() {
        assertThat(reader("cach 30").unknown(List.of("errors", "cache")))
                .hasMessage(
                        "Corefile:2:3: found `cach` in the server block; accepted are `cache`, `errors`; did you mean "
                                + "`cache`?");
    }

    private static Arguments mistake(String text, Consumer<DirectiveReader> reading, String message) {
        return Arguments.of(text, reading, message);
    }

    private static String number(String found) {
        return "2:5: found `" + found + "` for `x`; accepted is the TTL as a number of 0 to 9";
    }

    private static String duration(String found) {
        return "2:5: found `" + found
                + "` for `x`; accepted is the time as a duration such as `250ms`, `5s`, `1m30s` or `1h`";
    }

    private static DirectiveReader reader(String line) {
        Function<String, Corefile> parse = text -> Corefile.parse("Corefile", text, Options.ofText());
        return new DirectiveReader(parse.apply(". {\n  " + line + "\n}")
                .blocks()
                .get(0)
                .directives()
                .get(0));
    }
}
