package io.kinglet.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Section;

class MessageWriterTest {

    private final byte[] octets = new byte[65535];
    private final MessageWriter out = new MessageWriter();
    private int records;

    private void begin(String qname, int limit) {
        out.begin(Ask.tcp(qname, "PTR"), octets, limit);
        records = 0;
    }

    private int ptr(String owner, String target) {
        int start = out.position();
        out.name(DomainName.parse(owner));
        out.head(RecordType.PTR, 5);
        int rdata = out.openRdata();
        out.name(DomainName.parse(target));
        out.closeRdata(rdata);
        if (!out.overflowed()) {
            out.count(Header.ANCOUNT, ++records);
        }
        return out.position() - start;
    }

    private String line(int index) {
        byte[] message = Arrays.copyOf(octets, out.position());
        org.xbill.DNS.Record record =
                Dig.message(message).getSection(Section.ANSWER).get(index);
        return record.getName() + " " + record.rdataToString();
    }

    @Test
    void namesArePointersToTheQuestionWhereTheyCanBe() {
        begin("www.example.org.", 512);
        assertThat(ptr("www.example.org.", "ns.Example.ORG.")).isEqualTo(2 + 10 + 3 + 2);
        assertThat(ptr("WWW.EXAMPLE.ORG.", ".")).isEqualTo(2 + 10 + 1);
        assertThat(ptr("ns.example.org.", "org.")).isEqualTo(2 + 10 + 2);
        assertThat(line(0)).isEqualTo("www.example.org. ns.example.org.");
        assertThat(line(1)).isEqualTo("www.example.org. .");
        assertThat(line(2)).isEqualTo("ns.example.org. org.");
    }

    @Test
    void suffixOfALabelIsNoSuffixOfAName() {
        begin("www.example.org.", 512);
        ptr("xexample.org.", "ple.org.");
        assertThat(line(0)).isEqualTo("xexample.org. ple.org.");
    }

    @Test
    void nothingPointsToWhatWasRolledBack() {
        begin("a.", 512);
        ptr("x.test.", "y.test.");
        int mark = out.position();
        out.name(DomainName.parse("gone.elsewhere."));
        out.rollback(mark);
        ptr("kept.elsewhere.", "gone.elsewhere.");
        assertThat(line(1)).isEqualTo("kept.elsewhere. gone.elsewhere.");
    }

    @Test
    void whatDoesNotFitIsNotWritten() {
        begin("a.", 45);
        ptr("x.test.", "y.test.");
        int whole = out.position();
        assertThat(out.overflowed()).isFalse();
        ptr("x.test.", "y.test.");
        assertThat(out.overflowed()).isTrue();
        assertThat(out.position()).isLessThanOrEqualTo(45);
        out.rollback(whole);
        assertThat(out.overflowed()).isFalse();
        assertThat(line(0)).isEqualTo("x.test. y.test.");
    }

    @Test
    void namesBeyondTheReachOfPointersAreWrittenOut() {
        begin("a.", 65535);
        for (int i = 0; i < 1500; i++) {
            ptr("host-" + i + ".deep.example.test.", "target-" + i + ".deep.example.test.");
        }
        assertThat(out.position()).isGreaterThan(0x4000);
        assertThat(line(0)).isEqualTo("host-0.deep.example.test. target-0.deep.example.test.");
        assertThat(line(1499)).isEqualTo("host-1499.deep.example.test. target-1499.deep.example.test.");
    }

    @Test
    void thousandsOfUnrelatedNamesReadBack() {
        SplittableRandom random = new SplittableRandom(5);
        begin("a.", 65535);
        String[] names = new String[1000];
        for (int i = 0; i < names.length; i++) {
            names[i] =
                    Long.toString(random.nextLong() >>> 1, 36) + "." + Long.toString(random.nextLong() >>> 1, 36) + ".";
            ptr(names[i], names[random.nextInt(i + 1)]);
        }
        byte[] message = Arrays.copyOf(octets, out.position());
        var section = Dig.message(message).getSection(Section.ANSWER);
        for (int i = 0; i < names.length; i++) {
            assertThat(section.get(i).getName()).hasToString(names[i]);
        }
    }

    @Test
    void writerIsAsNewForTheNextMessage() {
        begin("a.", 512);
        ptr("x.test.", "y.test.");
        begin("b.", 512);
        ptr("x.test.", "y.test.");
        assertThat(line(0)).isEqualTo("x.test. y.test.");
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nameThatDidNotFitIsNoTargetWhateverStoodThereBefore() {
        // What an earlier reply left behind: pointers that lead to themselves.
        Arrays.fill(octets, (byte) 0xc4);
        begin("www.example.org.", 40);
        ptr("mail.example.net.", "mail.example.net.");
        assertThat(out.overflowed()).isTrue();
        out.name(DomainName.parse("mail.example.net."));
        out.rollback(33);
        out.limit(512);
        ptr("mail.example.net.", "example.net.");
        assertThat(line(0)).isEqualTo("mail.example.net. example.net.");
    }
}
