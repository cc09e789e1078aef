package io.kinglet.k8s.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.fixture.Options;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is measured of the way from a change in the control plane to its answer. */
class ProgrammingDurationTest {

    private static final Instant THREE_SECONDS_AGO = Instant.ofEpochSecond(Cluster.SERIAL - 3);

    private final List<String> told = new ArrayList<>();
    private final Cluster cluster = new Cluster(
            Options.parse(""), (headless, seconds) -> told.add((headless ? "headless " : "cluster ip ") + seconds));

    private static EndpointSlice slice(String service, String address) {
        return Make.triggered(Make.slice(service + "-1", service, address), THREE_SECONDS_AGO);
    }

    private void sync() {
        cluster.listed(Kind.values());
        cluster.put(Make.namespace(Make.NS), Make.headless("h"), Make.service("c", "10.96.0.1"), Make.alias("x", "y"));
    }

    @Test
    void changedSliceIsToldOnceWithTheKindOfItsService() {
        sync();
        cluster.put(slice("h", "10.1.0.1"), slice("c", "10.1.0.2"));
        assertThat(told).containsExactly("headless 3.0", "cluster ip 3.0");

        cluster.put(Make.headless("other"));
        assertThat(told).hasSize(2);
    }

    @Test
    void sliceThatSaysNothingNewIsNotTold() {
        sync();
        cluster.put(slice("h", "10.1.0.1"));
        cluster.passSeconds(5);
        cluster.put(slice("h", "10.1.0.1"));
        cluster.list(Kind.ENDPOINT_SLICE, slice("h", "10.1.0.1"));
        assertThat(told).containsExactly("headless 3.0");
    }

    @Test
    void nothingIsToldOfTheFirstList() {
        cluster.list(Kind.NAMESPACE, Make.namespace(Make.NS));
        cluster.list(Kind.SERVICE, Make.headless("h"));
        cluster.list(Kind.ENDPOINT_SLICE, slice("h", "10.1.0.1"));
        assertThat(told).isEmpty();
        cluster.put(slice("h", "10.1.0.2"));
        assertThat(told).containsExactly("headless 3.0");
    }

    @Test
    void sliceWithoutServiceOrTimeOrOfAnAliasIsNotTold() {
        sync();
        cluster.put(slice("unknown", "10.1.0.1"), slice("x", "10.1.0.1"), Make.slice("h-1", "h", "10.1.0.3"));
        cluster.put(Make.triggered(Make.slice("nobody", null, "10.1.0.1"), THREE_SECONDS_AGO));
        assertThat(told).isEmpty();
    }

    @Test
    void clockThatRunsAheadElsewhereIsNoNegativeDuration() {
        sync();
        Instant future = Instant.ofEpochSecond(Cluster.SERIAL + 60);
        cluster.put(Make.triggered(Make.slice("h-1", "h", "10.1.0.1"), future));
        assertThat(told).containsExactly("headless 0.0");
    }

    @Test
    void answerIsThereBeforeItIsTold() {
        List<String> seen = new ArrayList<>();
        Cluster[] asked = new Cluster[1];
        asked[0] = new Cluster(
                Options.parse(""), (headless, seconds) -> seen.add(asked[0].dig("h.ns.svc.cluster.local. A")));
        asked[0].listed(Kind.values());
        asked[0].put(Make.namespace(Make.NS), Make.headless("h"));
        asked[0].apply(new Change.Put(slice("h", "10.1.0.1")));
        assertThat(seen).singleElement().asString().endsWith("A 10.1.0.1");
    }
}
