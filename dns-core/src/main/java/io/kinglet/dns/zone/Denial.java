package io.kinglet.dns.zone;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Proofs that something does not exist, from the NSEC records of a zone (RFC 4035 section 3.1.3). Immutable. */
final class Denial {

    private static final byte[] ASTERISK = {1, '*'};
    private static final CanonicalOrder ORDER = new CanonicalOrder();

    private final List<ZoneNode> nodes;

    /**
     * @param nodes in canonical order; those without NSEC are left out
     */
    Denial(Iterable<ZoneNode> nodes) {
        List<ZoneNode> some = new ArrayList<>();
        for (ZoneNode node : nodes) {
            if (node.set(RecordType.NSEC) != null) {
                some.add(node);
            }
        }
        this.nodes = List.copyOf(some);
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** Adds the NSEC record of the name itself or, if it has none, of the last name before it that has: once. */
    void add(byte[] key, List<RecordSet> section) {
        int low = 0;
        int high = nodes.size() - 1;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (ORDER.compare(nodes.get(middle).key, key) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        SignedRrset nsec = nodes.isEmpty() ? null : nodes.get(low).set(RecordType.NSEC);
        if (nsec != null && !section.contains(nsec.set())) {
            nsec.addTo(section, true);
        }
    }

    /** Adds the proof that nothing matches a name: neither it nor the wildcard at its closest encloser (section 3.1.3.2). */
    void addNxDomain(byte[] key, ZoneNode encloser, List<RecordSet> section) {
        add(key, section);
        if (ASTERISK.length + encloser.key.length <= DomainName.MAX_OCTETS) {
            byte[] wildcard = Arrays.copyOf(ASTERISK, ASTERISK.length + encloser.key.length);
            System.arraycopy(encloser.key, 0, wildcard, ASTERISK.length, encloser.key.length);
            add(wildcard, section);
        }
    }
}
