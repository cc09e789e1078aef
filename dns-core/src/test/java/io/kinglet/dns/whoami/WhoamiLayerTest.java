package io.kinglet.dns.whoami;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class WhoamiLayerTest {

    private final Resolver resolver = new WhoamiLayer().over(Resolver.NOBODY);

    @Test
    void clientAddressAndPortStandInTheAdditionalSection() {
        Query query = Ask.udp("who.Example.org.", "A");
        assertThat(Dig.text(query, resolver.resolve(query)))
                .isEqualTo("NOERROR qr aa rd\nadd who.Example.org. 0 A 10.9.8.7\n"
                        + "add _udp.who.Example.org. 0 SRV 0 0 40212 .");
        Query tcp = Ask.tcp(".", "TXT");
        assertThat(Dig.text(tcp, resolver.resolve(tcp))).contains("add . 0 A 10.9.8.7", "add _tcp. 0 SRV 0 0 40212 .");
    }

    @Test
    void ipv6ClientGetsAaaa() {
        byte[] octets = Ask.message("x.", "A").toWire();
        Query query = new Query();
        query.read(octets, octets.length, Transport.UDP, Client.of(new InetSocketAddress("2001:db8::7", 99)));
        assertThat(Dig.text(query, resolver.resolve(query))).contains("AAAA 2001:db8:0:0:0:0:0:7");
    }

    @Test
    void unknownClientGetsAnEmptyAnswer() {
        byte[] octets = Ask.message("x.", "A").toWire();
        Query query = new Query();
        query.read(octets, octets.length, Transport.UDP, null);
        assertThat(Dig.text(query, resolver.resolve(query))).isEqualTo("NOERROR qr aa rd");
    }

    @Test
    void nameTooLongForALabelMoreHasNoSrv() {
        String label = "x".repeat(63);
        Query query = Ask.udp(label + "." + label + "." + label + "." + "x".repeat(61) + ".", "A");
        assertThat(resolver.resolve(query).additional()).hasSize(1);
    }
}
