package io.kinglet.k8s.watch;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.Set;

/** Coverage-guided when {@code JAZZER_FUZZ=1} is set, else a replay of the seeds: the first octet chooses the kind. */
class ProtobufFuzzTest {

    private static final Logger LOG = System.getLogger(ProtobufFuzzTest.class.getName());

    private static final Kind[] DNS = {Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD};
    private static final Kind[] NETWORK = {
        Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD, Kind.NETWORK_POLICY
    };

    /** @param scope of one kind; from octet 128 on with what reachability is judged by */
    private record Target(Kind kind, ClusterScope scope) {

        static Target of(byte[] octets) {
            int first = octets.length == 0 ? 0 : octets[0] & 0xff;
            boolean network = first >= 128;
            Kind kind = network ? NETWORK[(first - 128) % NETWORK.length] : DNS[first % DNS.length];
            return new Target(kind, new ClusterScope(Set.of(kind), null, null, true, network));
        }

        ProtobufContent content(byte[] octets) {
            Layout layout = Layouts.of(kind, scope.network());
            if (layout == null) {
                throw new IllegalArgumentException();
            }
            return new ProtobufContent(new ByteArrayInputStream(octets, 1, octets.length), layout);
        }
    }

    @FuzzTest(maxDuration = "30s")
    void listsAreReadOrRefused(byte[] octets) {
        Target target = Target.of(octets);
        Intake intake = new Intake(
                LOG,
                target.kind(),
                target.scope(),
                Scopes.NOW,
                new Batch(changes -> {}, () -> false),
                new Malformed(LOG, target.kind()),
                new Progress(System::nanoTime));
        try (ProtobufContent content = target.content(octets)) {
            content.page(intake);
        } catch (IOException e) {
            // Refused.
        }
    }

    @FuzzTest(maxDuration = "30s")
    void eventsAreReadOrRefused(byte[] octets) {
        Target target = Target.of(octets);
        ObjectReader object = Scopes.reader(target.kind(), target.scope());
        try (ProtobufContent content = target.content(octets)) {
            while (content.event(object) != null) {
                object.build(content.cursor());
            }
        } catch (IOException e) {
            // Refused.
        }
    }
}
