package io.kinglet.dns.autopath;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which search lists clients have. Any thread. */
public interface SearchPaths {

    /** Whether QNAME may be one that a stub resolver made with the first element of a list. Asked of every query; allocates nothing. */
    boolean mayConcern(Query query);

    /**
     * The search list of the client, whose first element QNAME ends in; null where it is not known for certain. Without the root, which
     * every stub resolver tries in the end.
     */
    @Nullable
    List<DomainName> of(Query query);

    /** One list for all clients. */
    static SearchPaths fixed(List<DomainName> elements) {
        byte[] first = elements.get(0).canonicalOctets();
        return new SearchPaths() {
            @Override
            public boolean mayConcern(Query query) {
                return query.qnameLength() > first.length && query.isWithin(first);
            }

            @Override
            public List<DomainName> of(Query query) {
                return elements;
            }
        };
    }
}
