package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded bodies with some octets changed: each is read or refused, and nothing else happens. */
final class ProtobufMutationTest {

    private static final int ROUNDS = 3000;
    private static final long SEED = 20261126;

    /** A changed object is complained of. */
    private static final Logger QUIET = Logger.getLogger(ProtobufMutationTest.class.getName());

    @ParameterizedTest
    @CsvSource({
        "network-namespaces-list, NAMESPACE",
        "network-services-list, SERVICE",
        "network-slices-list, ENDPOINT_SLICE",
        "network-pods-list, POD",
        "networkpolicies-list, NETWORK_POLICY"
    })
    void aChangedListIsReadOrRefused(String file, Kind kind) throws IOException {
        QUIET.setLevel(Level.OFF);
        byte[] whole = recorded(file + ".pb");
        Random random = new Random(SEED);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            read += read(octets, kind) ? 1 : 0;
        }
        // Neither all nor none: the changes hit both what matters and what does not.
        assertThat(read).as("seed " + SEED).isBetween(1, ROUNDS - 1);
    }

    private static boolean read(byte[] octets, Kind kind) {
        System.Logger log = System.getLogger(QUIET.getName());
        Layout layout = Layouts.of(kind, true);
        assertThat(layout).isNotNull();
        Intake intake = new Intake(
                log,
                kind,
                new ClusterScope(Set.of(kind), null, null, true, true),
                Scopes.NOW,
                new Batch(changes -> {}, () -> false),
                new Malformed(log, kind),
                new Progress(System::nanoTime));
        try (ProtobufContent content = new ProtobufContent(new ByteArrayInputStream(octets), layout)) {
            content.page(intake);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] recorded(String file) throws IOException {
        try (InputStream body = ProtobufMutationTest.class.getResourceAsStream("recorded/" + file)) {
            assertThat(body).as(file).isNotNull();
            return body.readAllBytes();
        }
    }
}
