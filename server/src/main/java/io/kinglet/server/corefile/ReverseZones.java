package io.kinglet.server.corefile;

import io.kinglet.dns.name.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The zones that hold the reverse names of a CIDR: octets under {@code in-addr.arpa} (RFC 1035 section 3.5), nibbles
 * under {@code ip6.arpa} (RFC 3596 section 2.5). A prefix that ends within a digit gives 2 to 128 zones. Stateless.
 */
final class ReverseZones {
    private ReverseZones() {}

    /** The zones by ascending address; bits of the address after the prefix are ignored. */
    static List<String> of(IpAddress address, int prefix) {
        int width = address.v6() ? 4 : 8;
        int count = (prefix + width - 1) / width;
        int[] digits = digits(address, width, count);
        int zones = 1 << (count * width - prefix);
        if (count > 0) {
            digits[count - 1] &= -zones;
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < zones; i++) {
            StringBuilder name = new StringBuilder();
            for (int digit = count - 1; digit >= 0; digit--) {
                int value = digits[digit] + (digit == count - 1 ? i : 0);
                name.append(Integer.toString(value, address.v6() ? 16 : 10)).append('.');
            }
            names.add(name.append(address.v6() ? "ip6.arpa." : "in-addr.arpa.").toString());
        }
        return names;
    }

    private static int[] digits(IpAddress address, int width, int count) {
        byte[] octets = address.octets();
        int[] digits = new int[count];
        for (int i = 0; i < count; i++) {
            int octet = octets[i * width / 8] & 0xff;
            digits[i] = width == 8 ? octet : i % 2 == 0 ? octet >> 4 : octet & 0xf;
        }
        return digits;
    }
}
