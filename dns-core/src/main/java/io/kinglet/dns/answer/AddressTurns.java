package io.kinglet.dns.answer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lets the addresses of a relayed answer take turns, in the octets just written: neighbours of one owner and one type swap their
 * RDATA, which is of one length, so that nothing moves. CNAME records stay in front, SRV and MX keep their order. Stateless.
 */
final class AddressTurns {

    /** An owner that is the one at the offset that follows (RFC 1035 section 4.1.4). */
    private static final int POINTER = 0xc000;

    /** No pointer reaches this offset. */
    private static final int FARTHEST = 0x4000;

    private AddressTurns() {}

    /**
     * @param records how many records of the answer section were written
     * @param octets the message being written; it holds the records where {@code message} does
     * @param rotation any number
     */
    static void take(RelayedMessage message, int records, byte[] octets, int rotation) {
        int first = 0;
        while (first < records) {
            int end = endOfSet(message, first, records);
            if (end - first > 1) {
                turn(message, first, end - first, octets, rotation);
            }
            first = end;
        }
    }

    /**
     * The record behind those that take turns with record {@code first}: addresses of one owner. {@code first + 1} when there are
     * none.
     */
    static int endOfSet(RelayedMessage message, int first, int records) {
        int end = first + 1;
        while (end < records && isAddress(message, first) && sameSet(message, first, end)) {
            end++;
        }
        return end;
    }

    /**
     * Puts the addresses of records {@code first} to {@code end - 1}, which are of one set, in another order.
     *
     * @param octets those of {@code message}, or a copy
     */
    static void order(RelayedMessage message, int first, int end, byte[] octets, AddressOrder order) {
        MessageReader reader = message.reader();
        DomainName owner = reader.moveTo(message.start(first)) ? reader.owner() : null;
        if (owner == null) {
            return;
        }
        List<IpAddress> addresses = new ArrayList<>();
        for (int i = first; i < end; i++) {
            int at = rdata(message, i);
            addresses.add(IpAddress.read(message.octets(), at, message.end(i) - at));
        }
        List<IpAddress> ordered = order.of(owner, addresses);
        for (int i = first; i < end; i++) {
            ordered.get(i - first).write(octets, rdata(message, i));
        }
    }

    private static void turn(RelayedMessage message, int first, int size, byte[] octets, int rotation) {
        int shift = Integer.remainderUnsigned(rotation, size);
        for (int i = 0; i < size; i++) {
            int from = first + (i + shift) % size;
            int length = message.end(from) - rdata(message, from);
            System.arraycopy(message.octets(), rdata(message, from), octets, rdata(message, first + i), length);
        }
    }

    private static boolean isAddress(RelayedMessage message, int index) {
        int type = type(message, index);
        int length = message.end(index) - rdata(message, index);
        return type == RecordType.A && length == 4 || type == RecordType.AAAA && length == 16;
    }

    private static boolean sameSet(RelayedMessage message, int a, int b) {
        byte[] octets = message.octets();
        return type(message, a) == type(message, b)
                && isAddress(message, b)
                && (Arrays.equals(
                                octets,
                                message.start(a),
                                owner(message, a),
                                octets,
                                message.start(b),
                                owner(message, b))
                        || message.start(a) < FARTHEST
                                && Header.u16(octets, message.start(b)) == (POINTER | message.start(a)));
    }

    private static int type(RelayedMessage message, int index) {
        return Header.u16(message.octets(), owner(message, index));
    }

    /** The offset behind the owner. */
    private static int owner(RelayedMessage message, int index) {
        return message.ttlOffset(index) - 4;
    }

    private static int rdata(RelayedMessage message, int index) {
        return message.ttlOffset(index) + 6;
    }
}
