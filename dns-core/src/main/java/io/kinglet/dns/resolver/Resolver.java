package io.kinglet.dns.resolver;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Query;

/**
 * Answers queries. Total: never null, never an exception for anything a packet may hold. Called by many event loops at once; the
 * query is valid only during the call, so whoever answers later keeps a {@link Query#copy()}.
 */
@FunctionalInterface
public interface Resolver {

    /** The end of a chain in which nobody answered: SERVFAIL, as the peer's chain ends. */
    Resolver NOBODY = query -> new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NONE, "no plugin answered");

    /** The end of routing when no zone matches: REFUSED (RFC 8499 lame delegation is not ours to hide). */
    Resolver REFUSED = query -> new Answer.Failure(Rcode.REFUSED, ExtendedError.NOT_AUTHORITATIVE, "no zone matches");

    /** What a query of a class gets that nobody serves. */
    Answer OTHER_CLASS = new Answer.Failure(Rcode.REFUSED, ExtendedError.NOT_SUPPORTED, "only class IN is served");

    /** What a NOTIFY gets where no zone is copied from elsewhere. */
    Answer NO_NOTIFY =
            new Answer.Failure(Rcode.NOTIMP, ExtendedError.NOT_SUPPORTED, "no zone is copied from a primary");

    Answer resolve(Query query);

    /** Answers a NOTIFY (RFC 1996) of class IN, which {@link #resolve} never gets. */
    default Answer resolveNotify(Query query) {
        return NO_NOTIFY;
    }

    /** Answers a query of another class than IN, which {@link #resolve} never gets. */
    default Answer resolveOtherClass(Query query) {
        return OTHER_CLASS;
    }
}
