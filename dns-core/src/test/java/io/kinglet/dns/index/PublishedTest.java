package io.kinglet.dns.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PublishedTest {

    private static final int NAMES = 40;
    private static final int VERSIONS = 4000;

    private record Named(byte[] key, int version) implements NameTable.Entry {}

    private record Snapshot(NameTable<Named> names, AddressTable<Integer> addresses) {}

    @Test
    void latestPublicationIsCurrent() {
        Published<String> published = new Published<>("first");
        assertThat(published.current()).isEqualTo("first");
        published.publish("second");
        assertThat(published.current()).isEqualTo("second");
    }

    @Test
    void readersNeverSeeAPartOfABatchNorAnOlderVersionAgain() throws Exception {
        Published<Snapshot> published = new Published<>(next(new Snapshot(NameTable.empty(), AddressTable.empty()), 0));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(reader(published)));
            }
            for (int version = 1; version <= VERSIONS; version++) {
                published.publish(next(published.current(), version));
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isEqualTo(VERSIONS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A version in which every name and every address says its number. */
    private static Snapshot next(Snapshot before, int version) {
        NameTable.Edit<Named> names = before.names().edit();
        AddressTable.Edit<Integer> addresses = before.addresses().edit();
        for (int i = 0; i < NAMES; i++) {
            names.put(new Named(key(i), version));
            addresses.put(IpAddress.v4(i), version);
        }
        return new Snapshot(names.build(), addresses.build());
    }

    /** Reads whole versions until the last one is there, and returns its number. */
    private static Callable<Integer> reader(Published<Snapshot> published) {
        return () -> {
            int last = 0;
            while (last < VERSIONS) {
                Snapshot snapshot = published.current();
                Integer version = snapshot.addresses().get(IpAddress.v4(0));
                assertThat(version).isNotNull().isGreaterThanOrEqualTo(last);
                for (int i = 0; i < NAMES; i++) {
                    Named named = snapshot.names().get(key(i));
                    assertThat(named).isNotNull().extracting(Named::version).isEqualTo(version);
                    assertThat(snapshot.addresses().get(IpAddress.v4(i))).isEqualTo(version);
                }
                last = version;
            }
            return last;
        };
    }

    private static byte[] key(int number) {
        return ("name-" + number).getBytes(StandardCharsets.UTF_8);
    }
}
