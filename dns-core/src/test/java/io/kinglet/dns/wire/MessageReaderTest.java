package io.kinglet.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Packet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RdataSink;
import io.kinglet.dns.rr.RecordType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

class MessageReaderTest {

    /** Takes RDATA in full: what copyRdata gives must equal what dnsjava writes without compression. */
    private static final class Plain implements RdataSink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        @Override
        public void u8(int value) {
            out.write(value);
        }

        @Override
        public void u16(int value) {
            u8(value >> 8);
            u8(value);
        }

        @Override
        public void u32(int value) {
            u16(value >>> 16);
            u16(value);
        }

        @Override
        public void octets(byte[] source, int offset, int length) {
            out.write(source, offset, length);
        }

        @Override
        public void name(DomainName name) {
            byte[] octets = new byte[name.length()];
            name.copyTo(octets, 0);
            octets(octets, 0, octets.length);
        }

        @Override
        public void nameInFull(DomainName name) {
            name(name);
        }
    }

    private static MessageReader reader(Packet packet) {
        byte[] octets = packet.octets();
        return new MessageReader(octets, octets.length);
    }

    private static List<Record> records() throws Exception {
        String[] lines = {
            "www.example.org. A 192.0.2.1",
            "www.example.org. AAAA 2001:db8::1",
            "www.example.org. CNAME web.example.org.",
            "example.org. NS ns.example.org.",
            "1.2.0.192.in-addr.arpa. PTR www.example.org.",
            "example.org. MX 10 mail.example.org.",
            "example.org. SOA ns.example.org. root.example.org. 1 2 3 4 5",
            "_http._tcp.example.org. SRV 1 2 3 www.example.org.",
            "old.example.org. DNAME new.example.org.",
            "example.org. TXT \"a b\" \"c\"",
            "example.org. CAA 0 issue \"ca.example.org\"",
            "example.org. HTTPS 1 . alpn=h2",
            "example.org. TYPE65280 \\# 3 010203"
        };
        List<Record> records = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            Tokenizer rdata = new Tokenizer(words[2]);
            records.add(Record.fromString(
                    Name.fromString(words[0]), Type.value(words[1]), DClass.IN, 77, rdata, Name.root));
        }
        return records;
    }

    @Test
    void recordsAreReadAsDnsjavaWroteThem() throws Exception {
        Message message = Message.newQuery(Record.newRecord(Name.fromString("www.example.org."), Type.A, DClass.IN));
        for (Record record : records()) {
            message.addRecord(record, Section.ANSWER);
            message.addRecord(record, Section.ADDITIONAL);
        }
        byte[] octets = message.toWire();
        MessageReader reader = new MessageReader(octets, octets.length);
        assertThat(reader.qname()).hasToString("www.example.org.");
        for (MessageReader.Section section : List.of(MessageReader.Section.ANSWER, MessageReader.Section.ADDITIONAL)) {
            for (Record record : records()) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.section()).isEqualTo(section);
                assertThat(reader.owner()).hasToString(record.getName().toString());
                assertThat(reader.type()).isEqualTo(record.getType());
                assertThat(reader.recordClass()).isEqualTo(DClass.IN);
                assertThat(reader.ttl()).isEqualTo(77);
                Plain rdata = new Plain();
                assertThat(reader.copyRdata(rdata)).isTrue();
                assertThat(rdata.out.toByteArray()).as(record.toString()).isEqualTo(record.rdataToWireCanonical());
            }
        }
        assertThat(reader.next()).isFalse();
        assertThat(reader.malformed()).isFalse();
        assertThat(reader.end()).isEqualTo(octets.length);
    }

    @Test
    void countsThatPromiseMoreOnlyEndTheWalk() {
        MessageReader reader =
                reader(Packet.query().counts(1, 65535, 65535, 65535).question("a."));
        assertThat(reader.next()).isFalse();
        assertThat(reader.malformed()).isTrue();
    }

    @Test
    void messageWithoutQuestionIsRead() {
        MessageReader reader =
                reader(Packet.query().counts(0, 1, 0, 0).raw(0, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, 1, 2, 3, 4));
        assertThat(reader.qname()).isNull();
        assertThat(reader.next()).isTrue();
        assertThat(reader.owner()).isEqualTo(DomainName.ROOT);
        assertThat(reader.rdataLength()).isEqualTo(4);
        assertThat(reader.next()).isFalse();
        assertThat(reader.malformed()).isFalse();
    }

    @Test
    void ttlWithTheHighestBitIsZero() {
        MessageReader reader = reader(Packet.query().counts(0, 1, 0, 0).raw(0, 0, 1, 0, 1, 0x80, 0, 0, 5, 0, 0));
        assertThat(reader.next()).isTrue();
        assertThat(reader.ttl()).isZero();
        assertThat(reader.ttlBits()).isEqualTo(0x80000005);
    }

    @ParameterizedTest
    @ValueSource(ints = {23, 24, 0x3fff, 0, 11})
    void pointerToItselfForwardsOrIntoTheHeaderIsNoName(int target) {
        Packet packet = Packet.query()
                .counts(1, 1, 0, 0)
                .question("a.org.")
                .raw(0xc0 | target >> 8, target, 0, 1, 0, 1, 0, 0, 0, 5, 0, 0);
        MessageReader reader = reader(packet);
        assertThat(reader.next()).isTrue();
        assertThat(reader.owner()).isNull();
    }

    @Test
    void chainOfPointersEnds() {
        Packet packet = Packet.query().counts(0, 1, 0, 0);
        packet = packet.raw(0xc0, 14, 0xc0, 12, 0, 1, 0, 1);
        MessageReader reader = reader(packet);
        reader.next();
        assertThat(reader.owner()).isNull();
    }

    @Test
    void nameThatRunsIntoWhatComesAfterItIsNoName() {
        // The pointer leads into the question's label, where a length octet reaches behind the pointer.
        Packet packet = Packet.query().counts(1, 1, 0, 0).raw(3, 'a', 2, 'b', 0, 0, 1, 0, 1);
        MessageReader reader = reader(packet.raw(0xc0, 14, 0, 1, 0, 1, 0, 0, 0, 5, 0, 0));
        assertThat(reader.next()).isTrue();
        assertThat(reader.owner()).isNotNull();
        packet = Packet.query().counts(1, 1, 0, 0).raw(3, 'a', 7, 'b', 0, 0, 1, 0, 1);
        reader = reader(packet.raw(0xc0, 14, 0, 1, 0, 1, 0, 0, 0, 5, 0, 0));
        assertThat(reader.next()).isTrue();
        assertThat(reader.owner()).isNull();
        assertThat(reader.sound()).isFalse();
    }

    @Test
    void nameThatGrowsOver255ThroughPointersIsNoName() {
        Packet packet = Packet.query()
                .counts(1, 1, 0, 0)
                .label(63)
                .label(63)
                .label(63)
                .label(61)
                .raw(0, 0, 1, 0, 1);
        MessageReader fits = reader(packet.raw(0xc0, 12).raw(0, 1, 0, 1, 0, 0, 0, 5, 0, 0));
        assertThat(fits.next()).isTrue();
        assertThat(fits.owner()).isNotNull();
        MessageReader grows = reader(packet.raw(1, 'a', 0xc0, 12).raw(0, 1, 0, 1, 0, 0, 0, 5, 0, 0));
        assertThat(grows.next()).isTrue();
        assertThat(grows.owner()).isNull();
    }

    @Test
    void rdataThatIsNoNameIsNotCopied() {
        for (int type : new int[] {RecordType.CNAME, RecordType.MX, RecordType.SRV, RecordType.SOA}) {
            Packet packet = Packet.query().counts(0, 1, 0, 0).raw(0, 0, type, 0, 1, 0, 0, 0, 5, 0, 8);
            MessageReader reader = reader(packet.raw(0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f, 0x3f));
            assertThat(reader.next()).isTrue();
            assertThat(reader.copyRdata(new Plain())).as("type " + type).isFalse();
        }
    }
}
