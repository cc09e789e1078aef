package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.zone.Rrset;
import io.kinglet.dns.zone.ZoneVersion;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.ServiceEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A zone at one version of the index. Its records are made while they are walked, a Service at a time. Immutable.
 *
 * @param answers what the zones answer at that version
 */
record ClusterVersion(ZoneShape zone, ClusterIndex index, int serial, Resolver answers) implements ZoneVersion {

    @Override
    public DomainName apex() {
        return zone.apex();
    }

    @Override
    public Rrset soa() {
        return content().soa();
    }

    /** For the thread that asks. */
    ZoneContent content() {
        return zone.content(index, new RecordAsker(answers));
    }

    @Override
    public Iterator<Rrset> iterator() {
        ZoneContent content = content();
        Iterator<ServiceEntry> entries = index.entries(zone.multicluster()).iterator();
        Deque<Rrset> ready = new ArrayDeque<>();
        ready.add(content.soa());
        ready.addAll(content.apex());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                while (ready.isEmpty() && entries.hasNext()) {
                    ready.addAll(content.of(entries.next()));
                }
                return !ready.isEmpty();
            }

            @Override
            public Rrset next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ready.remove();
            }
        };
    }
}
