package io.kinglet.dns.dnstap;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.dnstap.TapMessage.Kind;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The octets were made by dnstap's own Go library (golang-dnstap 0.4.0). */
class TapMessageTest {

    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 40000);
    private static final InetSocketAddress UPSTREAM = new InetSocketAddress("2001:db8::1", 53);
    private static final Instant ASKED = Instant.ofEpochSecond(1_700_000_000L, 5);
    private static final Instant ANSWERED = Instant.ofEpochSecond(1_700_000_001L, 999_999_999);

    private static String hex(TapMessage message, TapForm form, String extra) {
        return HexFormat.of().formatHex(message.encode(form, extra));
    }

    @Test
    void aClientsQuery() {
        TapMessage message =
                new TapMessage(Kind.CLIENT_QUERY, false, CLIENT, null, ASKED, new byte[] {1, 2, 3}, null, null);
        assertThat(hex(message, new TapForm(true, "me", "v1"), "x"))
                .isEqualTo(
                        "0a026d65120276311a017872200805100118012204c000020730c0b8024080e2cfaa064d0500000052030102037801");
    }

    @Test
    void aReplyOfAnUpstreamWithoutItsOctets() {
        TapMessage message = new TapMessage(
                Kind.FORWARDER_RESPONSE, true, null, UPSTREAM, ASKED, null, ANSWERED, new byte[] {4, 5, 6});
        assertThat(hex(message, new TapForm(false, "", ""), ""))
                .isEqualTo(
                        "72300808100218022a1020010db800000000000000000000000138354080e2cfaa064d050000006081e2cfaa066dffc99a3b7801");
    }
}
