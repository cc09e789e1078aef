package io.kinglet.dns.rewrite;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rewrite.NameChange.Renamed;
import org.jspecify.annotations.Nullable;

/** What one rule makes of replies to one query. Immutable. */
sealed interface ReplyChange {

    /** Names become others, as a regular expression or a suffix says. */
    record Names(boolean values, NameChange change) implements ReplyChange {}

    /**
     * A name, and those below it, become another, and those below that.
     *
     * @param from what QNAME was changed to
     * @param to what it had been
     */
    record Back(DomainName from, DomainName to) implements ReplyChange {

        /** Null for a name that stays as it is. */
        @Nullable
        Renamed of(DomainName name) {
            if (!name.isWithin(from)) {
                return null;
            }
            int kept = name.length() - from.length();
            if (kept + to.length() > DomainName.MAX_OCTETS) {
                return new Renamed(null);
            }
            byte[] octets = new byte[name.length() + to.length()];
            name.copyTo(octets, 0);
            to.copyTo(octets, kept);
            return new Renamed(DomainName.copyOf(octets, 0, kept + to.length()));
        }
    }

    /** TTLs are brought into a range. */
    record Ttl(int least, int most) implements ReplyChange {}

    /** One response code becomes another. */
    record ResponseCode(int from, int to) implements ReplyChange {

        int of(int rcode) {
            return rcode == from ? to : rcode;
        }
    }

    /** A CNAME leads elsewhere. */
    record Cname(NameChange change) implements ReplyChange {}
}
