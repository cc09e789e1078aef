package io.kinglet.k8s.watch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kinglet.k8s.model.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;

/** Coverage-guided when {@code JAZZER_FUZZ=1} is set, else a replay of the seeds: the first octet chooses the kind. */
class ProtobufFuzzTest {

    private static final Logger LOG = System.getLogger(ProtobufFuzzTest.class.getName());

    private static ProtobufContent content(byte[] octets, Kind kind) {
        Layout layout = Layouts.of(kind);
        if (layout == null) {
            throw new IllegalArgumentException();
        }
        return new ProtobufContent(new ByteArrayInputStream(octets, 1, octets.length), layout);
    }

    private static Kind kind(byte[] octets) {
        Kind kind = Kind.values()[
                octets.length == 0 ? 0 : (octets[0] & 0xff) % Kind.named().size()];
        return kind == Kind.SERVICE_IMPORT ? Kind.SERVICE : kind;
    }

    @FuzzTest(maxDuration = "30s")
    void listsAreReadOrRefused(byte[] octets) {
        Kind kind = kind(octets);
        Malformed malformed = new Malformed(LOG, kind);
        Intake intake = new Intake(
                LOG, kind, true, new Batch(changes -> {}, () -> false), malformed, new Progress(System::nanoTime));
        try (ProtobufContent content = content(octets, kind)) {
            content.page(intake);
        } catch (IOException e) {
            // Refused.
        }
    }

    @FuzzTest(maxDuration = "30s")
    void eventsAreReadOrRefused(byte[] octets) {
        Kind kind = kind(octets);
        ObjectReader object = new ObjectReader(kind, true);
        try (ProtobufContent content = content(octets, kind)) {
            while (content.event(object) != null) {
                object.build(content.cursor());
            }
        } catch (IOException e) {
            // Refused.
        }
    }
}
