package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.cache.CacheConfig;
import io.kinglet.dns.cache.CacheConfig.Prefetch;
import io.kinglet.dns.cache.CacheConfig.Serving;
import io.kinglet.dns.cache.CacheConfig.Stale;
import io.kinglet.dns.name.DomainName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheDirectiveTest {

    private static CacheConfig read(String directive) {
        return Plans.part(CacheDirective.class, directive).config();
    }

    @Test
    void defaultsAreThoseOfThePeer() {
        assertThat(read("cache")).isEqualTo(CacheConfig.of(List.of(DomainName.ROOT)));
    }

    @Test
    void firstNumberIsTheLongestTtlOfBoth() {
        CacheConfig config = read("cache 30 example.org");
        assertThat(config.zones()).hasToString("[example.org.]");
        assertThat(config.success().maxTtl()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.denial().maxTtl()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void everyOptionIsRead() {
        CacheConfig config = read("""
                cache {
                  success 5000 600 10
                  denial 2500 60
                  prefetch 3 2m 20%
                  serve_stale 30m verify 200ms
                  servfail 1s
                  disable success cluster.local
                  disable denial
                  keepttl
                }""");
        assertThat(config.success())
                .isEqualTo(new CacheConfig.Shelving(
                        5000,
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(10),
                        List.of(DomainName.parse("cluster.local."))));
        assertThat(config.denial())
                .isEqualTo(new CacheConfig.Shelving(
                        2500, Duration.ofMinutes(1), Duration.ofSeconds(5), List.of(DomainName.ROOT)));
        assertThat(config.prefetch()).isEqualTo(new Prefetch(3, Duration.ofMinutes(2), 20));
        assertThat(config.stale())
                .isEqualTo(new Stale(
                        Duration.ofMinutes(30), Serving.ON_FAILURE, Duration.ofMillis(200), 30, Duration.ZERO, false));
        assertThat(config.servfail()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.keepTtl()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serve_stale                              | PT1H, AT_ONCE, PT0S, 30, PT0S
            serve_stale 30m                          | PT30M, AT_ONCE, PT0S, 30, PT0S
            serve_stale 30m IMMEDIATE                | PT30M, AT_ONCE, PT0S, 30, PT0S
            serve_stale 30m immediate 0s             | PT30M, AT_ONCE, PT0S, 0, PT0S
            serve_stale 30m immediate 20s 1m         | PT30M, AT_ONCE, PT0S, 20, PT1M
            serve_stale 30m verify                   | PT30M, ON_FAILURE, PT0S, 30, PT0S
            serve_stale 30m Verify 100ms             | PT30M, ON_FAILURE, PT0.1S, 30, PT0S
            serve_stale 30m verify 0 20s             | PT30M, ON_FAILURE, PT0S, 20, PT0S
            serve_stale 30m verify 100ms 20s 5m      | PT30M, ON_FAILURE, PT0.1S, 20, PT5M
            serve_stale 0                            | PT0S, ON_OUTAGE, PT0S, 30, PT0S
            keepttl                                  | PT1H, ON_OUTAGE, PT1.8S, 30, PT0S
            """)
    void staleIsServedAsSaid(String line, String expected) {
        Stale stale = read("cache {\n" + line + "\n}").stale();
        assertThat(List.of(stale.duration(), stale.serving(), stale.patience(), stale.ttl(), stale.recheck()))
                .hasToString("[" + expected + "]");
        assertThat(stale.preferPositive()).isFalse();
    }

    @Test
    void policyPrefersPositiveWhereverItStands() {
        assertThat(read("cache {\nserve_stale_policy Prefer_Positive\nserve_stale 1h verify\n}")
                        .stale())
                .isEqualTo(new Stale(Duration.ofHours(1), Serving.ON_FAILURE, Duration.ZERO, 30, Duration.ZERO, true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cache abc                                        | 2:7 `abc` is taken as a zone
            cache { ; success 100 60 5 9 ; }                | 3:19 `9` has no meaning here
            """)
    void whatIsProbablyNotMeantIsWarnedOf(String directive, String warning) {
        String zone = "example.org {\n" + directive.replace(" ; ", "\n ") + "\n}\n";
        assertThat(Plans.check(zone).plan().warnings())
                .singleElement()
                .asString()
                .startsWith("Corefile:" + warning.replaceFirst(" ", ": "));
    }
}
