package io.kinglet.server.transport.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class FreshnessTest {

    private static final Name NAME = Name.fromConstantString("a.test.");

    private static Message reply(int rcode) {
        Message reply = Message.newQuery(Record.newRecord(NAME, Type.A, DClass.IN));
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(rcode);
        return reply;
    }

    private static Record record(int type, long ttl, String text) throws IOException {
        return Record.fromString(NAME, type, DClass.IN, ttl, text, Name.root);
    }

    private static int of(Message reply) {
        byte[] octets = reply.toWire();
        return Freshness.of(octets, octets.length);
    }

    @Test
    void theLowestTtlOfAllSectionsCountsAndAnHourAtMost() throws IOException {
        Message reply = reply(Rcode.NOERROR);
        reply.addRecord(record(Type.A, 100_000, "192.0.2.1"), Section.ANSWER);
        assertThat(of(reply)).isEqualTo(3600);
        reply.addRecord(record(Type.A, 300, "192.0.2.2"), Section.ANSWER);
        reply.addRecord(record(Type.NS, 200, "ns.test."), Section.AUTHORITY);
        reply.addRecord(record(Type.A, 100, "192.0.2.3"), Section.ADDITIONAL);
        reply.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        assertThat(of(reply)).isEqualTo(100);
        reply.addRecord(record(Type.A, 0, "192.0.2.4"), Section.ANSWER);
        assertThat(of(reply)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"60, 30, 30", "30, 60, 30", "60, 0, 0"})
    void ofANegativeReplyTheMinimumOfTheSoaRecordCountsToo(long ttl, int minimum, int expected) throws IOException {
        for (int rcode : new int[] {Rcode.NXDOMAIN, Rcode.NOERROR}) {
            Message reply = reply(rcode);
            reply.addRecord(
                    record(Type.SOA, ttl, "ns.test. who.test. 1 7200 1800 86400 " + minimum), Section.AUTHORITY);
            assertThat(of(reply)).isEqualTo(expected);
        }
    }

    @Test
    void failuresAndRepliesWithoutRecordsAreKeptShortly() throws IOException {
        Message failure = reply(Rcode.SERVFAIL);
        failure.addRecord(record(Type.A, 300, "192.0.2.1"), Section.ANSWER);
        assertThat(of(failure)).isEqualTo(5);
        Message empty = reply(Rcode.NOERROR);
        empty.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        assertThat(of(empty)).isEqualTo(5);
        assertThat(of(reply(Rcode.NXDOMAIN))).isEqualTo(5);
    }

    @Test
    void whatIsCutOffIsKeptShortly() throws IOException {
        Message reply = reply(Rcode.NOERROR);
        reply.addRecord(record(Type.A, 300, "192.0.2.1"), Section.ANSWER);
        reply.addRecord(record(Type.A, 300, "192.0.2.2"), Section.ANSWER);
        byte[] octets = reply.toWire();
        for (int length = Message.newQuery(Record.newRecord(NAME, Type.A, DClass.IN))
                        .toWire()
                        .length;
                length < octets.length;
                length++) {
            assertThat(Freshness.of(Arrays.copyOf(octets, length), length)).isEqualTo(5);
        }
    }
}
