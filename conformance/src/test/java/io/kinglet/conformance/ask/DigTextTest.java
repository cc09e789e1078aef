package io.kinglet.conformance.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigTextTest {

    private static final String POSITIVE = """
            ;; Got answer:
            ;; WARNING: .local is reserved for Multicast DNS
            ;; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 19184
            ;; flags: qr aa rd; QUERY: 1, ANSWER: 1, AUTHORITY: 0, ADDITIONAL: 2

            ;; OPT PSEUDOSECTION:
            ; EDNS: version: 0, flags: do; udp: 1232
            ; EDE: 14 (Not Ready): (the cluster has not been read yet)
            ;; QUESTION SECTION:
            ;_http._tcp.a.test.  IN SRV

            ;; ANSWER SECTION:
            _http._tcp.a.test. 30 IN SRV 0 100 80 a.test.

            ;; ADDITIONAL SECTION:
            a.test.   30 IN AAAA fd00::1
            """;

    @Test
    void everySectionIsRead() throws IOException {
        Reply reply = DigText.read(POSITIVE);

        assertThat(reply.rcode()).isEqualTo("NOERROR");
        assertThat(reply.opcode()).isEqualTo("QUERY");
        assertThat(reply.flags()).containsExactlyInAnyOrder("qr", "aa", "rd");
        assertThat(reply.question()).containsExactly("_http._tcp.a.test. IN SRV");
        assertThat(reply.answer()).hasToString("[_http._tcp.a.test. 30 IN SRV 0 100 80 a.test.]");
        assertThat(reply.authority()).isEmpty();
        assertThat(reply.additional()).hasToString("[a.test. 30 IN AAAA fd00::1]");
        assertThat(reply.ednsSize()).isEqualTo(1232);
        assertThat(reply.dnssecOk()).isTrue();
    }

    @Test
    void aHeaderAloneIsAReply() throws IOException {
        Reply reply = DigText.read("""
                ;; ->>HEADER<<- opcode: NOTIFY, status: NOTIMP, id: 1
                ;; flags: qr; QUERY: 0, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 0
                """);

        assertThat(reply.headerOnly()).isTrue();
        assertThat(reply.question()).isEqualTo(List.of());
    }

    @Test
    void textWithoutAReplyIsNone() {
        assertThatThrownBy(() -> DigText.read(";; connection timed out; no servers could be reached"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no reply");
    }
}
