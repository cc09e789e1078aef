package io.kinglet.dns.tsig;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Header;
import javax.crypto.Mac;

/** What a MAC is computed over (RFC 8945 section 4.3). Confined to one thread. */
final class TsigMac {

    private final Mac mac;

    TsigMac(TsigAlgorithm algorithm, TsigKey key) {
        mac = algorithm.mac(key);
    }

    /** The MAC of the message before: of the request, or of the message sent last. */
    TsigMac prior(byte[] before) {
        u16(before.length);
        mac.update(before);
        return this;
    }

    /**
     * The message, without its signature.
     *
     * @param signatures how many its header counts that are not in it
     */
    TsigMac message(byte[] octets, int length, int originalId, int signatures) {
        u16(originalId);
        mac.update(octets, 2, Header.ARCOUNT - 2);
        u16(Header.u16(octets, Header.ARCOUNT) - signatures);
        mac.update(octets, Header.LENGTH, length - Header.LENGTH);
        return this;
    }

    /** Everything of the signature but the MAC itself (section 4.3.3). */
    byte[] variables(TsigRecord record) {
        name(record.key());
        u16(TsigRecord.CLASS_ANY);
        u32(0);
        name(record.algorithm());
        time(record.time(), record.fudge());
        u16(record.error());
        u16(record.other().length);
        mac.update(record.other());
        return mac.doFinal();
    }

    /** All that a message after the first has of it (section 5.3.1). */
    byte[] timers(long time, int fudge) {
        time(time, fudge);
        return mac.doFinal();
    }

    private void name(DomainName name) {
        mac.update(name.canonicalOctets());
    }

    private void time(long time, int fudge) {
        u16((int) (time >>> 32));
        u32((int) time);
        u16(fudge);
    }

    private void u16(int value) {
        mac.update((byte) (value >>> 8));
        mac.update((byte) value);
    }

    private void u32(int value) {
        u16(value >>> 16);
        u16(value);
    }
}
