package io.kinglet.dns.zonefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            www.example. 60 IN A 10.0.0.1                 | www.example. 60 A 10.0.0.1
            WWW.example 60 A 10.0.0.1                     | WWW.example. 60 A 10.0.0.1
            www.example. 60 IN AAAA 2001:db8::1           | www.example. 60 AAAA 2001:db8:0:0:0:0:0:1
            www.example. IN A 10.0.0.1                    | www.example. 3600 A 10.0.0.1
            www.example. IN 1h A 10.0.0.1                 | www.example. 3600 A 10.0.0.1
            www.example. 60 IN CNAME target.example       | www.example. 60 CNAME target.example.
            1.0.0.10.in-addr.arpa. 60 IN PTR a.example.   | 1.0.0.10.in-addr.arpa. 60 PTR a.example.
            example. 60 IN MX 10 mail.example.            | example. 60 MX 10 mail.example.
            example. 60 in txt "a \\"b\\"" c ; comment    | example. 60 TXT "a \\"b\\"" c
            example. 60 IN SOA ns.example hostmaster.example (1 60 60 60 60) | example. 60 SOA ns.example. hostmaster.example. 1 60 60 60 60
            _http._tcp.example. 60 IN SRV 0 5 80 a.example. | _http._tcp.example. 60 SRV 0 5 80 a.example.
            example. 60 IN HTTPS 1 . alpn=h2              | example. 60 HTTPS 1 . alpn=h2
            example. 60 IN CAA 0 issue "ca.example"       | example. 60 CAA 0 issue "ca.example"
            example. 60 IN TYPE65280 \\# 2 abcd           | example. 60 TYPE65280 \\# 2 ABCD
            """)
    void readsWhatAMasterFileHas(String text, String expected) {
        RecordText record = RecordText.read(text);
        Answer answer = new Answer.Positive(StaticRecords.of(record.owner(), record.ttl(), record.rdata()));

        assertThat(Dig.text(Ask.udp("q.", "A"), answer)).isEqualTo("NOERROR qr aa rd\n" + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                                            | the text is empty
            ; nothing                                     | the text is empty
            www.example. 60 IN A 10.0.0.256               | invalid
            www.example. 60 IN A 2001:db8::1              | invalid
            www.example. 60 IN WHAT 1                     | Invalid type
            www.example. 60 CH A 10.0.0.1                 | class
            a..b 60 IN A 10.0.0.1                         | empty label
            $INCLUDE /etc/hostname                        | not with `$`
            $TTL 60                                       | not with `$`
            www.example. 60 IN A                          | expected
            www.example. 60 IN A 10.0.0.1 10.0.0.2        | expected
            www.example. 60 IN WKS 10.0.0.1 0             | the RDATA cannot be read
            www.example. 60 IN HIP 1 2020 N AAAA== 52     | the RDATA cannot be read
            www.example. 60 IN RRSIG A ( 1 1 1 a b        | the RDATA cannot be read
            """)
    void saysWhyATextIsNone(String text, String reason) {
        assertThatThrownBy(() -> RecordText.read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .satisfies(it -> assertThat(it.toLowerCase(java.util.Locale.ROOT))
                        .contains(reason.toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void twoRecordsAreNotOne() {
        assertThatThrownBy(() -> RecordText.read("a. 60 IN A 10.0.0.1\nb. 60 IN A 10.0.0.1"))
                .hasMessage("there is more than one record");
    }
}
