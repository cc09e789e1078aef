package io.kinglet.k8s.zone;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a world weighs once it has been read. Prints a line of a table for each size; {@code -Dkinglet.memory.services=100000} adds a
 * larger one, which is not worth the time of every run.
 */
class MemoryTest {

    private static final int ENDPOINTS = 15;
    private static final int SERVICE_OCTETS = 600;
    private static final int ENDPOINT_OCTETS = 80;
    private static final int POD_OCTETS = 80;

    static IntStream sizes() {
        return IntStream.concat(
                        IntStream.of(1_000, 10_000), IntStream.of(Integer.getInteger("kinglet.memory.services", 0)))
                .filter(size -> size > 0);
    }

    @BeforeAll
    static void loadClasses() {
        assertThat(new World(100).cluster.index().services()).isEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyServiceEndpointAndPodStaysSmall(int services) {
        World world = new World(0);
        long empty = used();
        world.services(services);
        long named = used();
        world.slices(services);
        long whole = used();
        world.pods(services * ENDPOINTS);
        long verified = used();

        long perService = (named - empty) / services;
        long perEndpoint = (whole - named) / services / ENDPOINTS;
        long perPod = (verified - whole) / services / ENDPOINTS;
        System.out.printf(
                Locale.ROOT,
                "index of %d Services, %d endpoints and as many Pods: %.1f MB + %.1f MB + %.1f MB;"
                        + " %d bytes a Service, %d an endpoint, %d a Pod%n",
                services,
                services * ENDPOINTS,
                (named - empty) / 1e6,
                (whole - named) / 1e6,
                (verified - whole) / 1e6,
                perService,
                perEndpoint,
                perPod);
        assertThat(world.cluster.dig("s" + (services - 1) + ".ns.svc.cluster.local. A"))
                .contains(" A 10.");
        assertThat(world.cluster.dig("10-100-0-0.ns.pod.cluster.local. A")).endsWith(" A 10.100.0.0");
        assertThat(perService).as("bytes a Service").isLessThan(SERVICE_OCTETS);
        assertThat(perEndpoint).as("bytes an endpoint").isLessThan(ENDPOINT_OCTETS);
        assertThat(perPod).as("bytes a Pod").isLessThan(POD_OCTETS);
    }

    @Test
    void worldThatIsListedAnewWeighsTheSame() {
        World world = new World(2_000);
        world.pods(30_000);
        long before = used();
        for (int list = 0; list < 3; list++) {
            world.started(Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD);
            world.services(2_000);
            world.slices(2_000);
            world.pods(30_000);
            world.finished(Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD);
        }
        long after = used();

        assertThat(after - before).isLessThan(500_000);
        assertThat(world.cluster.index().services()).isEqualTo(2_000);
    }

    /** Services of fifteen endpoints each, every tenth headless, and a Pod for each endpoint. */
    private static final class World {

        final Cluster cluster = Cluster.empty("pods verified");

        World(int services) {
            cluster.put(Make.namespace(Make.NS));
            services(services);
            slices(services);
        }

        void services(int count) {
            put(count, s -> {
                String ip = "10." + (64 + s / 62_500) + "." + s / 250 % 250 + "." + s % 250;
                return s % 10 == 0 ? Make.headless("s" + s) : Make.service("s" + s, ip);
            });
        }

        void slices(int services) {
            put(services, s -> Make.slices("s" + s, ENDPOINTS, i -> address(s * ENDPOINTS + i))[0]);
        }

        void pods(int count) {
            put(count, p -> Make.pod("s" + p / ENDPOINTS + "-6d4b75cb6d-" + p, address(p)));
        }

        void started(Kind... kinds) {
            for (Kind kind : kinds) {
                cluster.apply(new Change.ListStarted(kind));
            }
        }

        void finished(Kind... kinds) {
            for (Kind kind : kinds) {
                cluster.apply(new Change.ListFinished(kind));
            }
        }

        private void put(int count, IntFunction<ClusterObject> object) {
            for (int from = 0; from < count; from += 500) {
                List<Change> batch = new ArrayList<>();
                for (int i = from; i < Math.min(count, from + 500); i++) {
                    batch.add(new Change.Put(object.apply(i)));
                }
                cluster.apply(batch.toArray(new Change[0]));
            }
        }

        private static String address(int number) {
            return "10." + (100 + number / 62_500) + "." + number / 250 % 250 + "." + number % 250;
        }
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
