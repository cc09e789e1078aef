package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceImport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels that Kubernetes allows and that together are longer than a name may be: replies stay such that they can be read. */
class LongNamesTest {

    private static final String LONG = "a".repeat(63);

    @Test
    void endpointOfAClusterSetGoesByItsAddressWhereItsNameIsTooLong() {
        Cluster cluster = Cluster.empty("zones cluster.local clusterset.local; multicluster clusterset.local");
        cluster.put(new Namespace(LONG), new ServiceImport(LONG, LONG, true, List.of(), Make.HTTP));
        cluster.put(new EndpointSlice(
                LONG,
                "s",
                null,
                LONG,
                LONG,
                Make.HTTP,
                List.of(Make.endpoint(LONG + "=10.1.0.1"), Make.endpoint("short=10.1.0.2")),
                null));
        String service = LONG + "." + LONG + ".svc.clusterset.local.";

        assertThat(cluster.dig("_http._tcp." + service + " SRV +tcp"))
                .isEqualTo(
                        "NOERROR aa\n_http._tcp.%1$s 5 SRV 0 50 80 10-1-0-1.%1$s\n_http._tcp.%1$s 5 SRV 0 50 80 short.%2$s.%1$s\n"
                                        .formatted(service, LONG)
                                + "add 10-1-0-1.%1$s 5 A 10.1.0.1\nadd short.%2$s.%1$s 5 A 10.1.0.2"
                                        .formatted(service, LONG));
    }

    @Test
    void reverseNameOfAnEndpointCanBeReadInALongZone() {
        String zone = "z".repeat(60) + ".";
        Cluster cluster = Cluster.empty("zones " + zone + " in-addr.arpa");
        cluster.put(new Namespace(LONG), new Service(LONG, LONG, Service.Type.HEADLESS, List.of(), null, List.of()));
        cluster.put(new EndpointSlice(
                LONG, "s", LONG, null, null, Make.HTTP, List.of(Make.endpoint(LONG + "=10.1.0.1")), null));

        assertThat(cluster.dig("1.0.1.10.in-addr.arpa. PTR"))
                .endsWith(" PTR 10-1-0-1." + LONG + "." + LONG + ".svc." + zone);
    }
}
