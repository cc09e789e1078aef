package io.kinglet.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.wire.Query;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseDecoder;
import io.netty.handler.codec.dns.DnsPtrRecord;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsSection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;

/** A second reader of what is sent: netty-codec-dns must find in it what dnsjava finds. */
class NettyOracleTest {

    private static final DnsSection[] SECTIONS = {
        DnsSection.QUESTION, DnsSection.ANSWER, DnsSection.AUTHORITY, DnsSection.ADDITIONAL
    };

    private static Stream<Answer> answers() {
        DomainName other = DomainName.parse("other.cluster.local.");
        RecordSet soa = StaticRecords.of(
                DomainName.parse("cluster.local."), 30, new Rdata.Soa(other, DomainName.parse("x.y."), 1, 2, 3, 4, 5));
        RecordSet addresses = new StaticRecords(
                null,
                30,
                List.of(
                        new Rdata.Address(IpAddress.v4(0x0a010203)),
                        new Rdata.Address(IpAddress.v6(0x20010db800000000L, 9))));
        RecordSet srv =
                new StaticRecords(null, 4, List.of(new Rdata.Srv(0, 50, 80, other), new Rdata.Srv(0, 50, 443, other)));
        Query relayed = Ask.edns("Svc1.ns.svc.cluster.local.", "A", 1232, true);
        return Stream.of(
                new Answer.Positive(addresses),
                new Answer.Positive(List.of(srv), List.of(addresses)),
                new Answer.Positive(StaticRecords.ofQname(9, new Rdata.Ptr(other))),
                new Answer.NxDomain(soa),
                new Answer.NoData(soa),
                new Answer.Failure(2, 23, "why"),
                Reply.to(relayed)
                        .answer("www.example.test. 300 A 192.0.2.1")
                        .authority(Reply.SOA)
                        .answer());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void nettyFindsWhatDnsjavaFinds(Answer answer) {
        byte[] octets = Dig.octets(Ask.edns("Svc1.ns.svc.cluster.local.", "A", 1232, true), answer);
        Message message = Dig.message(octets);
        EmbeddedChannel channel = new EmbeddedChannel(new DatagramDnsResponseDecoder());
        channel.writeInbound(
                new DatagramPacket(Unpooled.wrappedBuffer(octets), Ask.CLIENT.address(), Ask.CLIENT.address()));
        DatagramDnsResponse response = channel.readInbound();
        try {
            assertThat(response.id()).isEqualTo(4711);
            assertThat(response.code().intValue()).isEqualTo(message.getRcode());
            assertThat(response.isAuthoritativeAnswer()).isEqualTo(answer.authoritative());
            assertThat(response.<DnsRecord>recordAt(DnsSection.QUESTION, 0).name())
                    .isEqualTo("Svc1.ns.svc.cluster.local.");
            for (int section = 1; section <= 3; section++) {
                List<Record> records = message.getSection(section);
                assertThat(response.count(SECTIONS[section])).isEqualTo(records.size());
                for (int i = 0; i < records.size(); i++) {
                    same(response.recordAt(SECTIONS[section], i), records.get(i));
                }
            }
        } finally {
            response.release();
            channel.finishAndReleaseAll();
        }
    }

    private static void same(DnsRecord netty, Record dnsjava) {
        assertThat(netty.type().intValue()).isEqualTo(dnsjava.getType());
        if (dnsjava.getType() == org.xbill.DNS.Type.OPT) {
            return;
        }
        assertThat(netty.name()).isEqualTo(dnsjava.getName().toString());
        assertThat(netty.timeToLive()).isEqualTo(dnsjava.getTTL());
        if (netty instanceof DnsPtrRecord ptr) {
            assertThat(ptr.hostname()).isEqualTo(dnsjava.rdataToString());
        } else if (dnsjava.getType() == 1 || dnsjava.getType() == 28 || dnsjava.getType() == 33) {
            assertThat(ByteBufUtil.getBytes(((DnsRawRecord) netty).content()))
                    .isEqualTo(dnsjava.rdataToWireCanonical());
        }
    }
}
