package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.model.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What a large world weighs once it has been read. */
class MemoryTest {

    private static final int SERVICES = 10_000;
    private static final int ENDPOINTS = 15;
    private static final long MOST_MEGABYTES = 16;

    @Test
    void tenThousandServicesOfFifteenEndpointsStaySmall() {
        Cluster warm = world(100);
        long before = used();
        Cluster cluster = world(SERVICES);
        long bytes = used() - before;

        System.out.printf(
                Locale.ROOT,
                "index of %d Services and %d endpoints: %.1f MB, %d bytes an endpoint%n",
                SERVICES,
                SERVICES * ENDPOINTS,
                bytes / 1e6,
                bytes / (SERVICES * ENDPOINTS));
        assertThat(cluster.dig("s9999.ns.svc.cluster.local. A")).contains(" A 10.");
        assertThat(warm.index().services()).isEqualTo(100);
        assertThat(bytes).isLessThan(MOST_MEGABYTES * 1_000_000);
    }

    private static Cluster world(int services) {
        Cluster cluster = Cluster.empty("");
        cluster.put(Make.namespace(Make.NS));
        for (int from = 0; from < services; from += 500) {
            List<Change> batch = new ArrayList<>();
            for (int s = from; s < Math.min(services, from + 500); s++) {
                String name = "s" + s;
                boolean headless = s % 10 == 0;
                batch.add(new Change.Put(
                        headless ? Make.headless(name) : Make.service(name, "10.96." + s / 250 + "." + s % 250)));
                int first = s * ENDPOINTS;
                batch.add(new Change.Put(Make.slices(name, ENDPOINTS, i -> address(first + i))[0]));
            }
            cluster.apply(batch.toArray(new Change[0]));
        }
        return cluster;
    }

    private static String address(int number) {
        return "10." + (100 + number / 62_500) + "." + number / 250 % 250 + "." + number % 250;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
