package io.kinglet.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.cache.CacheStatistics;
import io.kinglet.dns.forward.Carrier;
import io.kinglet.dns.forward.ForwardStatistics;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.KindStatus;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics = new Metrics();

    private static Query query(int type, Transport transport, String client) {
        DomainName name = DomainName.parse("a.test.");
        byte[] octets = new byte[Header.LENGTH + name.length() + 4];
        Header.putU16(octets, Header.QDCOUNT, 1);
        name.copyTo(octets, Header.LENGTH);
        Header.putU16(octets, octets.length - 4, type);
        Header.putU16(octets, octets.length - 2, 1);
        Query query = new Query();
        query.read(octets, octets.length, transport, Client.of(new InetSocketAddress(client, 5353)));
        return query;
    }

    private void ask(Resolver resolver, Query query, int rcode, int length) {
        resolver.resolve(query);
        query.receivedNanos(System.nanoTime());
        byte[] reply = new byte[512];
        reply[3] = (byte) rcode;
        query.answered(reply, length);
    }

    @Test
    void queriesAreCountedByWhatTheyAre() {
        Resolver resolver = metrics.layer("dns://:53", ".", "").over(query -> new Answer.Failure(Rcode.NXDOMAIN));
        ask(resolver, query(RecordType.A, Transport.UDP, "10.0.0.1"), Rcode.NOERROR, 50);
        ask(resolver, query(RecordType.A, Transport.UDP, "10.0.0.1"), Rcode.NXDOMAIN, 150);
        ask(resolver, query(RecordType.AAAA, Transport.TCP, "fd00::1"), Rcode.NOERROR, 50);
        ask(resolver, query(65280, Transport.UDP, "10.0.0.1"), Rcode.NOERROR, 0);
        String zone = "server=\"dns://:53\",";
        assertThat(metrics.page())
                .contains("coredns_dns_requests_total{family=\"1\",proto=\"udp\"," + zone
                        + "type=\"A\",view=\"\",zone=\".\"} 2\n")
                .contains("coredns_dns_requests_total{family=\"2\",proto=\"tcp\"," + zone
                        + "type=\"AAAA\",view=\"\",zone=\".\"} 1\n")
                .contains("coredns_dns_requests_total{family=\"1\",proto=\"udp\"," + zone
                        + "type=\"other\",view=\"\",zone=\".\"} 1\n")
                .contains("coredns_dns_responses_total{plugin=\"\",rcode=\"NOERROR\"," + zone
                        + "view=\"\",zone=\".\"} 2\n")
                .contains("coredns_dns_responses_total{plugin=\"\",rcode=\"NXDOMAIN\"," + zone
                        + "view=\"\",zone=\".\"} 1\n")
                .contains("coredns_dns_response_size_bytes_sum{proto=\"udp\"," + zone + "view=\"\",zone=\".\"} 200\n")
                .contains("coredns_dns_request_duration_seconds_count{" + zone + "view=\"\",zone=\".\"} 3\n")
                .doesNotContain("coredns_dns_do_requests_total");
    }

    @Test
    void answersOfAllLayersAddUpThoseThatAreNotListedIncluded() {
        assertThat(metrics.answers()).isEqualTo(new AnswerCounts(0, Map.of()));
        Query query = query(RecordType.A, Transport.UDP, "10.0.0.1");
        ask(metrics.layer("dns://:53", ".", "").over(Resolver.REFUSED), query, Rcode.NOERROR, 50);
        ask(metrics.layer("dns://:53", "a.", "").over(Resolver.REFUSED), query, Rcode.REFUSED, 50);
        Query other = query(RecordType.A, Transport.UDP, "10.0.0.1");
        ask(metrics.unlisted().over(Resolver.REFUSED), other, Rcode.NOERROR, 50);
        String listed = metrics.page();
        // Silence is no response.
        ask(metrics.unlisted().over(Resolver.REFUSED), query(RecordType.A, Transport.UDP, "10.0.0.1"), 0, 0);
        assertThat(metrics.answers().responses()).containsOnlyKeys("NOERROR", "REFUSED");
        assertThat(metrics.answers().queries()).isEqualTo(5);
        assertThat(metrics.page().replaceAll("(?m)^(process|jvm).*$", ""))
                .isEqualTo(listed.replaceAll("(?m)^(process|jvm).*$", ""));
    }

    @Test
    void repliesOfUpstreamsAreCountedOverAllResponseCodes() {
        ForwardMetrics forward = new ForwardMetrics(metrics, "forward");
        forward.exchanged(new InetSocketAddress("192.0.2.1", 53), Rcode.NOERROR, 1000);
        forward.exchanged(new InetSocketAddress("192.0.2.1", 53), Rcode.NXDOMAIN, 1000);
        forward.exchanged(new InetSocketAddress("192.0.2.2", 53), Rcode.NOERROR, 1000);
        assertThat(metrics.upstreamReplies()).isEqualTo(Map.of("192.0.2.1:53", 2L, "192.0.2.2:53", 1L));
    }

    @Test
    void countingAllocatesNothing() {
        Resolver resolver = metrics.layer("dns://:53", ".", "").over(Resolver.REFUSED);
        Query query = query(RecordType.A, Transport.UDP, "10.0.0.1");
        resolver.resolve(query);
        query.receivedNanos(System.nanoTime());
        byte[] reply = new byte[512];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                query.answered(reply, 60);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(1000);
    }

    @Test
    void countsOutliveTheLayerThatMadeThem() {
        for (int i = 0; i < 2; i++) {
            Resolver resolver = metrics.layer("dns://:53", ".", "").over(Resolver.REFUSED);
            ask(resolver, query(RecordType.A, Transport.UDP, "10.0.0.1"), Rcode.REFUSED, 12);
        }
        assertThat(metrics.page()).contains("rcode=\"REFUSED\",server=\"dns://:53\",view=\"\",zone=\".\"} 2\n");
    }

    @Test
    void aBugBelowIsAPanic() {
        Resolver resolver = metrics.layer("dns://:53", ".", "").over(query -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(metrics.page()).contains("coredns_panics_total 0\n");
        assertThatThrownBy(() -> resolver.resolve(query(1, Transport.UDP, "10.0.0.1")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(metrics.page()).contains("coredns_panics_total 1\n");
    }

    @Test
    void packetsThatAreNoQueriesAreCountedByDefect() {
        Refusals refusals = metrics.refusals();
        refusals.refused(QueryDefect.MALFORMED, Transport.UDP);
        refusals.refused(QueryDefect.MALFORMED, Transport.UDP);
        assertThat(metrics.page())
                .contains("kinglet_rejected_packets_total{defect=\"malformed\",proto=\"udp\"} 2\n")
                .contains("kinglet_rejected_packets_total{defect=\"unknown_opcode\",proto=\"tcp\"} 0\n");
    }

    @Test
    void trafficWithUpstreamsHasTheNamesOfDashboards() {
        ForwardMetrics forward = new ForwardMetrics(metrics, "forward");
        InetSocketAddress upstream = new InetSocketAddress("10.0.0.53", 53);
        forward.exchanged(upstream, Rcode.NOERROR, 300_000);
        forward.exchanged(upstream, 4000, 300_000);
        forward.connected(upstream, Carrier.TCP, true);
        forward.connected(upstream, Carrier.UDP, false);
        String to = "proxy_name=\"forward\",rcode=\"NOERROR\",to=\"10.0.0.53:53\"";
        assertThat(metrics.page())
                .contains("coredns_proxy_request_duration_seconds_bucket{" + to + ",le=\"0.00025\"} 0\n")
                .contains("coredns_proxy_request_duration_seconds_bucket{" + to + ",le=\"0.0005\"} 1\n")
                .contains("coredns_proxy_request_duration_seconds_sum{" + to + "} 0.0003\n")
                .contains("rcode=\"other\"")
                .contains(
                        "coredns_proxy_conn_cache_hits_total{proto=\"tcp\",proxy_name=\"forward\",to=\"10.0.0.53:53\"} 1\n")
                .contains(
                        "coredns_proxy_conn_cache_misses_total{proto=\"udp\",proxy_name=\"forward\",to=\"10.0.0.53:53\"} 1\n");
    }

    @Test
    void aScopeIsReadUntilItIsClosed() {
        Scope old = metrics.scope();
        old.cache(() -> new CacheStatistics(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), "dns://:53", ".", "");
        old.tell(Family.PLUGIN_ENABLED, "server", "dns://:53", "zone", ".", "view", "", "name", "cache");
        old.forward(() -> List.of(
                new ForwardStatistics(1, 2, 3, 4, Map.of(new InetSocketAddress("::1", 53), 9L), List.of()),
                new ForwardStatistics(1, 2, 3, 4, Map.of(), List.of())));
        assertThat(metrics.page())
                .contains("coredns_cache_entries{server=\"dns://:53\",type=\"denial\",view=\"\",zones=\".\"} 2\n")
                .contains("coredns_cache_hits_total{server=\"dns://:53\",type=\"success\",view=\"\",zones=\".\"} 3\n")
                .contains("coredns_cache_misses_total{server=\"dns://:53\",view=\"\",zones=\".\"} 6\n")
                .contains("coredns_plugin_enabled{name=\"cache\",server=\"dns://:53\",view=\"\",zone=\".\"} 1\n")
                .contains("coredns_forward_max_concurrent_rejects_total 4\n")
                .contains("coredns_forward_healthcheck_broken_total 6\n")
                .contains("coredns_proxy_healthcheck_failures_total{proxy_name=\"forward\",to=\"[::1]:53\"} 9\n");
        Scope next = metrics.scope();
        next.cache(() -> new CacheStatistics(0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0), "dns://:53", ".", "");
        old.close();
        assertThat(metrics.page())
                .contains("coredns_cache_requests_total{server=\"dns://:53\",view=\"\",zones=\".\"} 100\n")
                .doesNotContain("coredns_plugin_enabled");
    }

    @Test
    void theClusterIsTimed() {
        ClusterMetrics cluster = new ClusterMetrics(metrics);
        cluster.programmed(true, 0.003);
        cluster.programmed(false, -5);
        cluster.request("GET", "10.96.0.1:443", 200, 6_000_000);
        cluster.request("GET", "10.96.0.1:443", 0, 1_000);
        cluster.limited("GET", "10.96.0.1:443", 20_000_000_000L);
        Scope scope = metrics.scope();
        scope.cluster(() -> Map.of(Kind.values()[0], new KindStatus(true, false, 1_500_000_000L, 2, 3)));
        String api = "coredns_kubernetes_rest_client_";
        assertThat(metrics.page())
                .contains(
                        "dns_programming_duration_seconds_bucket{service_kind=\"headless_with_selector\",le=\"0.002\"} 0\n")
                .contains(
                        "dns_programming_duration_seconds_bucket{service_kind=\"headless_with_selector\",le=\"0.004\"} 1\n")
                .contains("dns_programming_duration_seconds_bucket{service_kind=\"cluster_ip\",le=\"0.001\"} 1\n")
                .contains(api + "requests_total{code=\"200\",host=\"10.96.0.1:443\",method=\"GET\"} 1\n")
                .contains(api + "requests_total{code=\"<error>\",host=\"10.96.0.1:443\",method=\"GET\"} 1\n")
                .contains(api + "request_duration_seconds_bucket{host=\"10.96.0.1:443\",verb=\"GET\",le=\"0.01\"} 2\n")
                .contains(api + "rate_limiter_duration_seconds_count{host=\"10.96.0.1:443\",verb=\"GET\"} 1\n")
                .containsPattern("kinglet_cluster_data_age_seconds\\{kind=\"\\w+\"} 1.5\n")
                .containsPattern("kinglet_cluster_malformed_objects_total\\{kind=\"\\w+\"} 3\n");
    }

    @Test
    void theProcessIsThere() {
        assertThat(metrics.page())
                .containsPattern("process_cpu_seconds_total [0-9.]+\n")
                .containsPattern("process_open_fds [0-9]+\n")
                .containsPattern("process_resident_memory_bytes [0-9.]+e\\+0[789]\n")
                .containsPattern("process_start_time_seconds 1\\.[0-9]+e\\+09\n")
                .containsPattern("jvm_memory_used_bytes\\{area=\"heap\"} [0-9.e+]+\n")
                .containsPattern("jvm_gc_collections_total\\{gc=\"[^\"]+\"} [0-9]+\n");
    }
}
