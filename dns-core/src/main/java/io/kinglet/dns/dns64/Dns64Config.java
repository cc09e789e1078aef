package io.kinglet.dns.dns64;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import java.util.Set;

/**
 * Whom addresses are made for, and of what.
 *
 * @param prefix of IPv6, of 32, 40, 48, 56, 64 or 96 bits (RFC 6052 section 2.2)
 * @param translateAll whether names that have AAAA records of their own get made ones instead
 * @param allowIpv4 whether clients that ask over IPv4 get them, too
 */
public record Dns64Config(IpPrefix prefix, boolean translateAll, boolean allowIpv4) {

    /** The prefix that is everyone's (RFC 6052 section 2.1). */
    public static final IpPrefix WELL_KNOWN = new IpPrefix(IpAddress.v6(0x0064_ff9b_0000_0000L, 0), 96);

    /** How many bits a prefix may have. */
    public static final Set<Integer> LENGTHS = Set.of(32, 40, 48, 56, 64, 96);

    public Dns64Config {
        if (!prefix.address().v6() || !LENGTHS.contains(prefix.bits())) {
            throw new IllegalArgumentException(prefix + " is no IPv6 prefix of 32, 40, 48, 56, 64 or 96 bits");
        }
    }

    /** The address that stands for {@code v4}: its octets behind the prefix, around octet 8, which is zero. */
    IpAddress embed(IpAddress v4) {
        byte[] octets = prefix.address().octets();
        byte[] inner = v4.octets();
        int at = prefix.bits() / 8;
        for (byte octet : inner) {
            at += at == 8 ? 1 : 0;
            octets[at++] = octet;
        }
        return IpAddress.read(octets, 0, octets.length);
    }
}
