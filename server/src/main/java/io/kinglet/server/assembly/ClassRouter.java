package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.wire.Query;
import org.jspecify.annotations.Nullable;

/**
 * Leads each class to a chain of its own, so that CH costs IN nothing.
 *
 * @param internet class IN
 * @param chaos class CH; null when nobody serves it
 */
record ClassRouter(Resolver internet, @Nullable Resolver chaos) implements Resolver {

    @Override
    public Answer resolve(Query query) {
        return internet.resolve(query);
    }

    @Override
    public Answer resolveOtherClass(Query query) {
        return chaos != null && query.qclass() == RecordClass.CH ? chaos.resolve(query) : OTHER_CLASS;
    }
}
