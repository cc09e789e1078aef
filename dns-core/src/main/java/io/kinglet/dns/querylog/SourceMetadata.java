package io.kinglet.dns.querylog;

import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.wire.AnswerSource;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;

/**
 * Where the answer came from, once it has: {@code forward/upstream}, the upstream's address and port, and {@code zone/wildcard}, the
 * owner of the wildcard that a zone matched. Only of queries that {@link #ask} was called for. Stateless.
 */
public enum SourceMetadata implements Metadata {
    INSTANCE;

    private static final String UPSTREAM = "forward/upstream";
    private static final String WILDCARD = "zone/wildcard";

    @Override
    public String value(String label, Query query) {
        AnswerSource source = query.marks().source();
        if (source == null) {
            return "";
        }
        if (label.equals(UPSTREAM)) {
            InetSocketAddress upstream = source.upstream();
            return upstream == null ? "" : Endpoint.text(upstream);
        }
        DomainName wildcard = label.equals(WILDCARD) ? source.wildcard() : null;
        return wildcard == null ? "" : wildcard.toString().toLowerCase(Locale.ROOT);
    }

    /** Whether one of the labels is known by noting down where the answer comes from. */
    public static boolean isIn(Set<String> labels) {
        return labels.contains(UPSTREAM) || labels.contains(WILDCARD);
    }

    /** Has it noted down for a query, before that goes to the layers below. */
    public static void ask(Query query) {
        if (query.marks().source() == null) {
            query.marks().source(new AnswerSource());
        }
    }
}
