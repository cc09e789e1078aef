package io.kinglet.k8s.spec;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import org.jspecify.annotations.Nullable;

/** Reads a range of addresses in CIDR notation. Stateless. */
final class CidrSpec {

    private CidrSpec() {}

    /** The range here, whatever bits stand behind its prefix; null when absent or reported. */
    static @Nullable IpPrefix read(Part part) {
        String text = part.text();
        IpPrefix prefix = text == null || text.indexOf('/') < 0 ? null : IpPrefix.parse(text);
        if (text != null && prefix == null) {
            part.wrong("found \"" + Syntax.shown(text) + "\": write a range such as 10.0.0.0/8 or fd00::/8");
        }
        return prefix;
    }

    /** As {@link #read}, and no bits may stand behind the prefix. */
    static @Nullable IpPrefix readExact(Part part) {
        IpPrefix prefix = read(part);
        String text = part.text();
        if (prefix == null || text == null) {
            return null;
        }
        if (!prefix.address().equals(IpAddress.parse(text.substring(0, text.indexOf('/'))))) {
            part.wrong("found \"" + text + "\", which has bits behind its prefix: write " + prefix);
            return null;
        }
        return prefix;
    }
}
