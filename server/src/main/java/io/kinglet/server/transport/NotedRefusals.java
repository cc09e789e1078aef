package io.kinglet.server.transport;

import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;

/** Passes on what is refused, and notes it down for a transport that has a word of its own for it. Event-loop confined. */
final class NotedRefusals implements Refusals {

    private final Refusals told;
    private QueryDefect last = QueryDefect.NONE;

    NotedRefusals(Refusals told) {
        this.told = told;
    }

    @Override
    public void refused(QueryDefect defect, Transport transport) {
        last = defect;
        told.refused(defect, transport);
    }

    /** Forgets what was noted. */
    void clear() {
        last = QueryDefect.NONE;
    }

    /** Whether what came since was no query that DNS has an answer for. */
    boolean isNoQuery() {
        return last == QueryDefect.MALFORMED || last == QueryDefect.DROP;
    }
}
