package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import org.junit.jupiter.api.Test;

class ApexNamesTest {

    private final Cluster cluster = Cluster.empty("ttl 30").local("10.1.0.1");

    @Test
    void nameServerOfAReverseZoneHasANameThatResolves() {
        cluster.put(Make.namespace(Make.NS), Make.service("dns", "10.96.0.10"), Make.slice("dns-1", "dns", "10.1.0.1"));

        assertThat(cluster.dig("in-addr.arpa. NS"))
                .isEqualTo("NOERROR aa\nin-addr.arpa. 30 NS dns.ns.svc.cluster.local.\n"
                        + "add dns.ns.svc.cluster.local. 30 A 10.96.0.10");
        assertThat(cluster.dig("dns.ns.svc.cluster.local. A")).endsWith("30 A 10.96.0.10");
    }

    @Test
    void serverWithoutAServiceIsNamedInThePrimaryZone() {
        assertThat(cluster.dig("in-addr.arpa. NS"))
                .isEqualTo("NOERROR aa\nin-addr.arpa. 30 NS ns.dns.cluster.local.\n"
                        + "add ns.dns.cluster.local. 30 A 10.1.0.1");
        assertThat(cluster.dig("ns.dns.cluster.local. A")).endsWith("30 A 10.1.0.1");
    }
}
