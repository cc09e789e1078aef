package io.kinglet.dns.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.transfer.TransferConfig.Rule;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

class NotifySenderTest {

    private static final InetSocketAddress ONE = new InetSocketAddress("10.0.0.1", 53);
    private static final InetSocketAddress TWO = new InetSocketAddress("10.0.0.2", 5300);
    private static final IpAddress SOURCE = Objects.requireNonNull(IpAddress.parse("10.0.0.9"));

    private record Sent(Message message, InetSocketAddress to, CompletableFuture<Integer> reply) {}

    private final FixedZone zone = new FixedZone();
    private final FakeTicker ticker = new FakeTicker();
    private final List<Sent> sent = new ArrayList<>();
    private final NotifySender sender = new NotifySender(
            new TransferConfig(List.of(new Rule(List.of(DomainName.ROOT), null, List.of(ONE, TWO), SOURCE))),
            List.of(zone),
            (message, to, from, timeout) -> {
                assertThat(from).isEqualTo(SOURCE);
                CompletableFuture<Integer> reply = new CompletableFuture<>();
                sent.add(new Sent(read(message.octets()), to, reply));
                return reply;
            },
            ticker);

    private static Message read(byte[] octets) {
        try {
            return new Message(octets);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void nothingIsLeft() {
        sender.close();
        assertThat(ticker.pending()).isZero();
        assertThat(zone.listeners()).isZero();
    }

    private Sent next() {
        return sent.remove(0);
    }

    @Test
    void everySecondaryIsToldOfTheVersionThereIsAndOfEachNewOne() {
        zone.version = new FixedZone.Version(7, 2);
        sender.start();
        Message message = next().message();
        assertThat(message.getHeader().getOpcode()).isEqualTo(Opcode.NOTIFY);
        assertThat(message.getHeader().printFlags().strip()).isEqualTo("aa");
        assertThat(message.getQuestion().toString()).contains("zone.test.").contains("SOA");
        assertThat(((SOARecord) message.getSection(Section.ANSWER).get(0)).getSerial())
                .isEqualTo(7);
        assertThat(next().to()).isEqualTo(TWO);
        zone.publish(new FixedZone.Version(8, 2));
        assertThat(sent).extracting(Sent::to).containsExactly(ONE, TWO);
    }

    @Test
    void zoneWithoutAVersionIsNotTold() {
        sender.start();
        assertThat(sent).isEmpty();
    }

    @Test
    void secondaryThatDoesNotAcceptIsToldAgainAfterLongerAndLongerPauses() {
        zone.version = new FixedZone.Version(7, 2);
        sender.start();
        Sent toOne = next();
        next().reply().complete(Rcode.NOERROR);
        toOne.reply().completeExceptionally(new IOException("no answer"));
        for (int pause = 1; pause <= 8; pause *= 2) {
            ticker.advanceSeconds(pause - 0.1);
            assertThat(sent).isEmpty();
            ticker.advanceSeconds(0.1);
            next().reply().complete(Rcode.NOTAUTH);
        }
        ticker.advanceSeconds(1000);
        assertThat(sent).isEmpty();
    }

    @Test
    void newVersionTakesThePlaceOfOneThatIsStillBeingTold() {
        zone.version = new FixedZone.Version(7, 2);
        sender.start();
        next().reply().complete(Rcode.SERVFAIL);
        next().reply().complete(Rcode.NOERROR);
        zone.publish(new FixedZone.Version(8, 2));
        assertThat(sent).hasSize(2);
        next().reply().complete(Rcode.NOERROR);
        next().reply().complete(Rcode.NOERROR);
        ticker.advanceSeconds(1000);
        assertThat(sent).isEmpty();
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        zone.version = new FixedZone.Version(7, 2);
        sender.start();
        Sent first = next();
        sent.clear();
        sender.close();
        first.reply().complete(Rcode.SERVFAIL);
        zone.publish(new FixedZone.Version(8, 2));
        ticker.advanceSeconds(1000);
        assertThat(sent).isEmpty();
    }
}
