package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.model.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtobufContentTest {

    private final RecordingSink sink = new RecordingSink();
    private final System.Logger log = System.getLogger(ProtobufContentTest.class.getName());
    private final Malformed malformed = new Malformed(log, Kind.SERVICE);
    private final Intake intake = new Intake(
            log,
            Kind.SERVICE,
            Scopes.of(Kind.SERVICE, false),
            Scopes.NOW,
            new Batch(sink, () -> false),
            malformed,
            new Progress(System::nanoTime));

    private static ProtobufContent content(byte[] octets, int step) {
        InputStream slow = new ByteArrayInputStream(octets) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, step));
            }
        };
        Layout layout = Layouts.of(Kind.SERVICE, false);
        assertThat(layout).isNotNull();
        return new ProtobufContent(slow, layout);
    }

    private Content.ListPage read(byte[] octets, int step) throws IOException {
        try (ProtobufContent content = content(octets, step)) {
            return content.page(intake);
        } finally {
            intake.flush();
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    private static byte[] tooBig(String name) {
        byte[] note = new byte[ProtobufContent.LIMIT];
        byte[] metadata =
                join(Protobuf.metadata(name, 7), new Protobuf().octets(17, note).toOctets());
        return new Protobuf().octets(1, metadata).toOctets();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100_000})
    void pageIsReadHoweverItsOctetsArrive(int step) throws IOException {
        byte[] page = Protobuf.page("next", 7, Protobuf.service("a", 1), Protobuf.service("b", 2));
        assertThat(read(page, step)).isEqualTo(new Content.ListPage("next", "7"));
        assertThat(sink.log()).isEqualTo("+a +b");
    }

    private static byte[] reachedFromOutside() {
        byte[] spec = new Protobuf()
                .text(3, "10.96.0.7")
                .text(5, "192.0.2.1")
                .text(5, "192.0.2.2")
                .toOctets();
        byte[] ingress = new Protobuf()
                .octets(1, new Protobuf().text(1, "192.0.2.3").text(2, "").toOctets())
                .octets(1, new Protobuf().text(1, "").text(2, "lb.example.org").toOctets())
                .toOctets();
        return new Protobuf()
                .octets(1, Protobuf.metadata("a", 1))
                .octets(2, spec)
                .octets(3, new Protobuf().octets(1, ingress).toOctets())
                .toOctets();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOutsideIsReadWhereItIsAskedFor(boolean asked) throws IOException {
        ObjectReader object = Scopes.reader(Kind.SERVICE, Scopes.of(Kind.SERVICE, asked));
        try (ProtobufContent content = content(Protobuf.event("ADDED", "Service", reachedFromOutside()), 100_000)) {
            assertThat(content.event(object)).isEqualTo("ADDED");
            assertThat(object.build(content.cursor()))
                    .asString()
                    .endsWith(
                            asked
                                    ? "external=External[addresses=[192.0.2.1, 192.0.2.2, 192.0.2.3], hostnames=[lb.example.org]], detail=null]"
                                    : "external=External[addresses=[], hostnames=[]], detail=null]");
        }
    }

    @Test
    void lastPageHasNoToken() throws IOException {
        assertThat(read(Protobuf.page("", 9), 100)).isEqualTo(new Content.ListPage(null, "9"));
    }

    @Test
    void objectThatIsTooBigIsNamedAndLeftOutOfAPage() throws IOException {
        read(Protobuf.page("", 7, Protobuf.service("a", 1), tooBig("big"), Protobuf.service("b", 2)), 100_000);
        assertThat(sink.log()).isEqualTo("+a +b");
        assertThat(malformed.count()).isEqualTo(1);
        assertThat(intake.object().metadata().name()).isEqualTo("b");
    }

    @Test
    void objectThatIsTooBigLeavesTheWatchInStep() throws IOException {
        byte[] events = join(Protobuf.event("MODIFIED", "Service", tooBig("big")), Protobuf.added("a", 8));
        try (ProtobufContent content = content(events, 100_000)) {
            ObjectReader object = intake.object();
            assertThat(content.event(object)).isEqualTo("MODIFIED");
            assertThat(object.metadata().name()).isEqualTo("big");
            assertThat(object.metadata().resourceVersion()).isEqualTo("7");
            assertThat(object.build(content.cursor())).isNull();
            assertThat(content.cursor().remarks().defect()).startsWith("it has 62");
            assertThat(content.event(object)).isEqualTo("ADDED");
            assertThat(object.build(content.cursor())).isNotNull();
            assertThat(content.event(object)).isNull();
        }
    }

    @Test
    void objectThatIsNoProtobufIsCountedAndTheOthersAreRead() throws IOException {
        byte[] odd = Protobuf.service("odd", 1);
        odd[1] = 0x7f;
        read(Protobuf.page("", 7, odd, Protobuf.service("b", 2)), 100_000);
        assertThat(sink.log()).isEqualTo("+b");
        assertThat(malformed.count()).isEqualTo(1);
    }

    @Test
    void bodyThatBreaksOffIsNoList() {
        byte[] page = Protobuf.page("", 7, Protobuf.service("a", 1), Protobuf.service("b", 2));
        for (int length = 0; length < page.length - 4; length++) {
            byte[] cut = Arrays.copyOf(page, length);
            assertThatThrownBy(() -> read(cut, 100_000)).as("%d octets", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void endOfTheInitialEventsIsTold() throws IOException {
        try (ProtobufContent content = content(Protobuf.initialEnd(9), 100)) {
            assertThat(content.event(intake.object())).isEqualTo("BOOKMARK");
            assertThat(intake.object().metadata().initialEventsEnd()).isTrue();
            assertThat(intake.object().metadata().resourceVersion()).isEqualTo("9");
        }
    }
}
