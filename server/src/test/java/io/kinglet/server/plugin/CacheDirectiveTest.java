package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.cache.CacheConfig;
import io.kinglet.dns.cache.CacheConfig.Prefetch;
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
        assertThat(config.stale()).isEqualTo(new Stale(Duration.ofMinutes(30), true, Duration.ofMillis(200)));
        assertThat(config.servfail()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.keepTtl()).isTrue();
    }

    @Test
    void bareServeStaleIsForAnHour() {
        assertThat(read("cache {\nserve_stale\n}").stale())
                .isEqualTo(new Stale(Duration.ofHours(1), false, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cache abc                                        | 2:7 `abc` is taken as a zone
            cache { ; serve_stale 1h immediate 30s ; }     | 3:27 the TTL of stale answers
            """)
    void whatIsProbablyNotMeantIsWarnedOf(String directive, String warning) {
        String zone = "example.org {\n" + directive.replace(" ; ", "\n ") + "\n}\n";
        assertThat(Plans.check(zone).plan().warnings())
                .singleElement()
                .asString()
                .startsWith("Corefile:" + warning.replaceFirst(" ", ": "));
    }
}
