package io.kinglet.k8s.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.index.PodRows.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of Pods come and go as in a map of sets. */
class PodRowsTest {

    private final Map<PodId, Set<Row>> expected = new HashMap<>();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rowsAreThoseOfAMapOfSets(boolean v6) {
        SplittableRandom random = new SplittableRandom(7);
        PodRows rows = new PodRows(v6);
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < 50; i++) {
                change(rows, random, v6);
            }
            if (round % 10 == 0) {
                relist(rows, random);
            }
            expected.forEach((pod, its) ->
                    its.forEach(row -> assertThat(rows.see(pod, row.address())).isTrue()));
        }
        expected.forEach((pod, its) -> assertThat(removeAll(rows, pod)).containsExactlyInAnyOrderElementsOf(its));
        rows.forget();
        assertThat(rows.sweep(row -> {})).isFalse();
    }

    @Test
    void rowOfAnotherNamespaceIsAnother() {
        PodRows rows = new PodRows(false);
        PodId pod = new PodId(1, 2);
        IpAddress address = IpAddress.v4(7);
        rows.add(pod, new Row(3, address));
        assertThat(rows.removeOther(pod, List.of(address), 3)).isNull();
        assertThat(rows.removeOther(pod, List.of(address), 4)).isEqualTo(new Row(3, address));
    }

    private void change(PodRows rows, SplittableRandom random, boolean v6) {
        // Few distinct low halves: many Pods want the same slot.
        PodId pod = new PodId(random.nextInt(100), (long) random.nextInt(8) << 29);
        long bits = random.nextInt(3);
        IpAddress address = v6 ? IpAddress.v6(bits, -bits) : IpAddress.v4((int) -bits);
        Set<Row> its = expected.computeIfAbsent(pod, id -> new HashSet<>());
        boolean known = its.stream().anyMatch(row -> row.address().equals(address));
        assertThat(rows.see(pod, address)).isEqualTo(known);
        if (random.nextInt(3) == 0) {
            int namespace = its.stream()
                    .filter(row -> row.address().equals(address))
                    .mapToInt(Row::namespace)
                    .findFirst()
                    .orElse(0);
            Row gone = rows.removeOther(pod, List.of(address), namespace);
            assertThat(gone == null).isEqualTo(its.size() == (known ? 1 : 0));
            assertThat(gone == null || its.remove(gone)).isTrue();
        } else if (!known) {
            Row row = new Row(random.nextInt(5), address);
            rows.add(pod, row);
            its.add(row);
        }
    }

    private void relist(PodRows rows, SplittableRandom random) {
        Set<Row> unseen = new HashSet<>();
        rows.forget();
        expected.values().forEach(its -> its.removeIf(row -> random.nextInt(4) == 0 && unseen.add(row)));
        int before = unseen.size();
        expected.forEach((pod, its) -> its.forEach(row -> rows.see(pod, row.address())));
        List<Row> gone = new ArrayList<>();
        assertThat(rows.sweep(gone::add)).isEqualTo(before > 0);
        assertThat(new HashSet<>(gone)).isEqualTo(unseen);
    }

    private static List<Row> removeAll(PodRows rows, PodId pod) {
        List<Row> all = new ArrayList<>();
        for (Row gone = rows.removeOther(pod, List.of(), 0); gone != null; gone = rows.removeOther(pod, List.of(), 0)) {
            all.add(gone);
        }
        return all;
    }
}
