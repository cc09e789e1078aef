package io.kinglet.dns.zone;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** All RRsets of a zone, the SOA first, without a copy of the zone. Confined to one thread. */
final class RrsetIterator implements Iterator<Rrset> {

    private final Iterator<ZoneNode> nodes;
    private final ArrayDeque<Rrset> ready = new ArrayDeque<>();

    RrsetIterator(Rrset soa, Iterator<ZoneNode> nodes) {
        this.nodes = nodes;
        ready.add(soa);
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && nodes.hasNext()) {
            nodes.next().addTo(ready);
        }
        return !ready.isEmpty();
    }

    @Override
    public Rrset next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no RRset is left");
        }
        return ready.remove();
    }
}
