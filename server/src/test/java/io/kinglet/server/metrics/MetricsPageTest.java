package io.kinglet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private final Scrape scrape = new Scrape();

    private String page() {
        return MetricsPage.write(scrape.snapshots());
    }

    @Test
    void theWholePageIsInGosForm() {
        Buckets sizes = new Buckets(Scale.MESSAGE_SIZE);
        sizes.record(66);
        sizes.record(512);
        sizes.record(65_000);
        Labels server = Labels.of("server", "dns://:53", "zone", ".", "view", "");
        scrape.add(Family.RESPONSE_SIZE, server.add("proto", "udp"), sizes.now());
        scrape.add(
                Family.REQUESTS, server.add("type", "PTR").add("proto", "udp").add("family", "1"), 1_500_000);
        scrape.add(Family.REQUESTS, server.add("type", "A").add("proto", "udp").add("family", "1"), 3);
        scrape.add(Family.BUILD_INFO, Labels.of("version", "1\"2\\3\n4"), 1);
        scrape.add(Family.CACHE_ENTRIES, Labels.EMPTY, 2.5);
        assertThat(page()).isEqualTo("""
                        # HELP coredns_build_info The build that runs, as labels; always 1.
                        # TYPE coredns_build_info gauge
                        coredns_build_info{version="1\\"2\\\\3\\n4"} 1
                        # HELP coredns_cache_entries Entries in the cache.
                        # TYPE coredns_cache_entries gauge
                        coredns_cache_entries 2.5
                        # HELP coredns_dns_requests_total Queries by zone, protocol, family and type.
                        # TYPE coredns_dns_requests_total counter
                        coredns_dns_requests_total{family="1",proto="udp",server="dns://:53",type="A",view="",zone="."} 3
                        coredns_dns_requests_total{family="1",proto="udp",server="dns://:53",type="PTR",view="",zone="."} 1.5e+06
                        # HELP coredns_dns_response_size_bytes Octets of responses.
                        # TYPE coredns_dns_response_size_bytes histogram
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="0"} 0
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="100"} 1
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="200"} 1
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="300"} 1
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="400"} 1
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="511"} 1
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="1023"} 2
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="2047"} 2
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="4095"} 2
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="8291"} 2
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="16000"} 2
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="32000"} 2
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="48000"} 2
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="64000"} 2
                        coredns_dns_response_size_bytes_bucket{proto="udp",server="dns://:53",view="",zone=".",le="+Inf"} 3
                        coredns_dns_response_size_bytes_sum{proto="udp",server="dns://:53",view="",zone="."} 65578
                        coredns_dns_response_size_bytes_count{proto="udp",server="dns://:53",view="",zone="."} 3
                        """);
    }

    @Test
    void everyTimeScaleHasCoreDnsBounds() {
        for (Family family : new Family[] {
            Family.REQUEST_DURATION, Family.HEALTH_DURATION, Family.DNS_PROGRAMMING, Family.API_DURATION
        }) {
            scrape.add(family, Labels.EMPTY, new Buckets(family.scale()).now());
        }
        assertThat(bounds("coredns_dns_request_duration_seconds"))
                .isEqualTo("0.00025 0.0005 0.001 0.002 0.004 0.008 0.016 0.032 0.064 0.128 0.256 0.512 1.024 2.048"
                        + " 4.096 8.192 +Inf");
        assertThat(bounds("coredns_health_request_duration_seconds")).isEqualTo("0.00025 0.0025 0.025 0.25 2.5 +Inf");
        assertThat(bounds("coredns_kubernetes_dns_programming_duration_seconds"))
                .isEqualTo("0.001 0.002 0.004 0.008 0.016 0.032 0.064 0.128 0.256 0.512 1.024 2.048 4.096 8.192 16.384"
                        + " 32.768 65.536 131.072 262.144 524.288 +Inf");
        assertThat(bounds("coredns_kubernetes_rest_client_request_duration_seconds"))
                .isEqualTo("0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 5 10 +Inf");
    }

    private String bounds(String family) {
        StringBuilder bounds = new StringBuilder();
        for (String line : page().split("\n")) {
            if (line.startsWith(family + "_bucket")) {
                bounds.append(' ').append(line, line.indexOf("le=\"") + 4, line.indexOf("\"}"));
            }
        }
        return bounds.toString().strip();
    }
}
