package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a kube-apiserver (1.36) sent for one and the same request, once asked for JSON and once for protobuf. */
class RecordedBodiesTest {

    private final List<Change> changes = new ArrayList<>();

    private static byte[] recorded(String file) throws IOException {
        try (InputStream body = RecordedBodiesTest.class.getResourceAsStream("recorded/" + file)) {
            assertThat(body).as(file).isNotNull();
            return body.readAllBytes();
        }
    }

    /** Files of that name were recorded for what reachability is judged by. */
    private static boolean network(String file) {
        return file.startsWith("network");
    }

    private static ClusterScope scope(String file, Kind kind) {
        return new ClusterScope(Set.of(kind), null, null, network(file), network(file));
    }

    private Intake intake(String file, Kind kind) {
        System.Logger log = System.getLogger(RecordedBodiesTest.class.getName());
        changes.clear();
        return new Intake(
                log,
                kind,
                scope(file, kind),
                Scopes.NOW,
                new Batch(changes::addAll, () -> false),
                new Malformed(log, kind),
                new Progress(System::nanoTime));
    }

    private static Content content(String file, Kind kind) throws IOException {
        InputStream body = new ByteArrayInputStream(recorded(file));
        Layout layout = Layouts.of(kind, network(file));
        return file.endsWith(".json") || layout == null ? new JsonContent(body) : new ProtobufContent(body, layout);
    }

    private String page(String file, Kind kind) throws IOException {
        try (Content content = content(file, kind)) {
            Intake intake = intake(file, kind);
            Content.ListPage page = content.page(intake);
            intake.flush();
            return changes + " " + page;
        }
    }

    private List<String> events(String file, Kind kind) throws IOException {
        List<String> events = new ArrayList<>();
        try (Content content = content(file, kind)) {
            Intake intake = intake(file, kind);
            ObjectReader object = intake.object();
            for (String type = content.event(object); type != null; type = content.event(object)) {
                Cursor cursor = content.cursor();
                events.add(type + " " + object.metadata().resourceVersion() + " " + object.code() + " "
                        + object.message() + " "
                        + object.metadata().initialEventsEnd() + " " + object.build(cursor) + " "
                        + cursor.remarks().defect() + " " + cursor.remarks().flaw());
            }
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource({
        "namespaces-list, NAMESPACE, 1",
        "services-list, SERVICE, 6",
        "services-page, SERVICE, 2",
        "slices-list, ENDPOINT_SLICE, 5",
        "pods-list, POD, 4",
        "network-namespaces-list, NAMESPACE, 5",
        "network-services-list, SERVICE, 4",
        "network-slices-list, ENDPOINT_SLICE, 3",
        "network-pods-list, POD, 3",
        "networkpolicies-list, NETWORK_POLICY, 5"
    })
    void listsReadAlikeInBothEncodings(String file, Kind kind, int count) throws IOException {
        String json = page(file + ".json", kind);
        assertThat(changes).hasSize(count);
        assertThat(page(file + ".pb", kind)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "services-watch, SERVICE, 3",
        "slices-watch, ENDPOINT_SLICE, 3",
        "pods-watch, POD, 12",
        "services-gone, SERVICE, 1",
        "networkpolicies-watch, NETWORK_POLICY, 4"
    })
    void watchesReadAlikeInBothEncodings(String file, Kind kind, int count) throws IOException {
        List<String> json = events(file + ".json", kind);
        assertThat(json).hasSize(count);
        assertThat(events(file + ".pb", kind)).isEqualTo(json);
    }

    @Test
    void refusalReadsAlikeInBothEncodings() throws IOException {
        assertThat(ProtobufContent.message(recorded("services-refused.pb")))
                .startsWith("invalid continue token")
                .isEqualTo(ApiServer.message(recorded("services-refused.json")));
    }
}
