package io.kinglet.dns.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.zone.StaticZone;
import io.kinglet.dns.zone.ZoneBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class IncomingTransferTest {

    private static byte[] message(String... records) {
        return message(Rcode.NOERROR, records);
    }

    private static byte[] message(int rcode, String... records) {
        Message message = new Message(0);
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setRcode(rcode);
        for (String text : records) {
            message.addRecord(record(text), Section.ANSWER);
        }
        return message.toWire();
    }

    private static Record record(String text) {
        String[] words = (text.length() < 4 ? soa(Integer.parseInt(text)) : text).split(" ", 3);
        try {
            return Record.fromString(
                    Name.fromString(words[0]), Type.value(words[1]), DClass.IN, 60, words[2], Name.root);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String soa(int serial) {
        return "zone.test. SOA ns.zone.test. root.zone.test. " + serial + " 3600 600 86400 60";
    }

    private static StaticZone zone(int serial) {
        ZoneBuilder builder = new ZoneBuilder(FixedZone.APEX);
        new FixedZone.Version(serial, 2)
                .forEach(set -> set.rdata().forEach(it -> builder.add(set.owner(), set.type(), set.ttl(), it)));
        return Objects.requireNonNull(builder.build());
    }

    private static IncomingTransfer take(@Nullable StaticZone have, List<byte[]> messages) {
        IncomingTransfer transfer = new IncomingTransfer(FixedZone.APEX, have, true, 100);
        for (byte[] message : messages) {
            if (!transfer.take(message, message.length)) {
                break;
            }
        }
        return transfer;
    }

    private static Stream<Arguments> broken() {
        String[] many = new String[102];
        Arrays.setAll(many, i -> i == 0 ? "7" : "h" + i + ".zone.test. A 10.0.0.1");
        return Stream.of(
                Arguments.of("REFUSED", false, message(Rcode.REFUSED), "REFUSED"),
                Arguments.of("no record", false, message(), "a message has no record"),
                Arguments.of("no SOA", false, message("a.zone.test. A 10.0.0.1"), "it does not begin with a SOA"),
                Arguments.of(
                        "a SOA of another name",
                        false,
                        message("a.zone.test. SOA a. b. 1 1 1 1 1"),
                        "it has a SOA of a.zone.test."),
                Arguments.of(
                        "other serial at the end",
                        false,
                        message("7", "a.zone.test. A 10.0.0.1", "8"),
                        "the zone changed on the way"),
                Arguments.of("too many records", false, message(many), "it has more than 100 records"),
                Arguments.of(
                        "gap in the changes",
                        true,
                        message("9", "7", "8", "6", "9", "9"),
                        "its changes do not follow each other"),
                Arguments.of(
                        "removal of nothing",
                        true,
                        message("9", "7", "x.zone.test. A 10.0.0.9", "9", "9"),
                        "it removes a A record of x.zone.test. that is not there"),
                Arguments.of(
                        "a query", false, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "what came is no reply"),
                Arguments.of("a scrap", false, new byte[3], "what came is no reply"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void brokenTransferSaysWhatIsWrong(String what, boolean incremental, byte[] message, String problem) {
        IncomingTransfer transfer = take(incremental ? zone(7) : null, List.of(message));
        assertThat(transfer.problem()).isEqualTo(problem);
        assertThat(transfer.isWhole()).isFalse();
    }

    @Test
    void transferThatBreaksOffIsNotWhole() {
        IncomingTransfer transfer = take(null, List.of(message("7", "a.zone.test. A 10.0.0.1")));
        assertThat(transfer.isWhole()).isFalse();
        assertThat(transfer.problem()).isEmpty();
    }

    @Test
    void allOfTheZoneMayAnswerAQuestionForChanges() {
        IncomingTransfer transfer =
                take(zone(7), List.of(message("9"), message("a.zone.test. A 10.0.0.1"), message("9")));
        assertThat(transfer.isWhole()).isTrue();
        assertThat(transfer.isIncremental()).isFalse();
        assertThat(Objects.requireNonNull(transfer.build()).serial()).isEqualTo(9);
    }

    @Test
    void zoneOfASoaAlone() {
        IncomingTransfer transfer = take(null, List.of(message("7", "7")));
        assertThat(Objects.requireNonNull(transfer.build()).names()).isEqualTo(1);
    }

    @Test
    void olderSerialIsNoNews() {
        assertThat(take(zone(7), List.of(message("6"))).isUpToDate()).isTrue();
        assertThat(take(zone(7), List.of(message("7"))).isUpToDate()).isTrue();
    }

    @Test
    void allOfAZoneThatIsNotNewerIsNoNewsEither() {
        assertThat(take(zone(7), List.of(message("6", "a.zone.test. A 10.0.0.1", "6")))
                        .isUpToDate())
                .isTrue();
        assertThat(take(zone(7), List.of(message("7", "a.zone.test. A 10.0.0.1", "7")))
                        .isUpToDate())
                .isTrue();
        assertThat(take(zone(7), List.of(message("8", "a.zone.test. A 10.0.0.1", "8")))
                        .isUpToDate())
                .isFalse();
    }

    @Test
    void recordAddedTwiceIsGoneWhenItIsRemoved() {
        String host = "host1.zone.test. A 10.0.0.1";
        IncomingTransfer transfer = take(zone(7), List.of(message("9", "7", "8", host, "8", host, "9", "9")));
        assertThat(transfer.problem()).isEmpty();
        assertThat(Objects.requireNonNull(transfer.build()).names()).isEqualTo(2);
    }

    @Test
    void recordsOfOtherZonesAreLeftOut() {
        IncomingTransfer transfer =
                take(null, List.of(message("7", "www.other. A 10.0.0.1", "a.zone.test. MX 5 b.zone.test.", "7")));
        assertThat(Objects.requireNonNull(transfer.build()).names()).isEqualTo(2);
    }

    @Test
    void anyOctetsDoNoHarm() {
        SplittableRandom random = new SplittableRandom(5936);
        byte[] sound = message("9", "7", "host0.zone.test. A 10.0.0.0", "9", "x.zone.test. MX 5 mail.zone.test.", "9");
        for (int i = 0; i < 5000; i++) {
            byte[] octets = sound.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            IncomingTransfer transfer = new IncomingTransfer(FixedZone.APEX, zone(7), true, 100);
            transfer.take(octets, octets.length - random.nextInt(3));
            if (transfer.isWhole() && !transfer.isUpToDate()) {
                transfer.build();
            }
        }
    }
}
