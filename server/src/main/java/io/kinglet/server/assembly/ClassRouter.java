package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import org.jspecify.annotations.Nullable;

/**
 * Leads other classes, and NOTIFY, to chains of their own, so that they cost queries of class IN nothing.
 *
 * @param internet class IN
 * @param chaos the other classes; null when nobody serves any
 * @param notifications NOTIFY of class IN; null when no zone is copied from a primary
 */
record ClassRouter(
        Resolver internet,
        @Nullable Resolver chaos,
        @Nullable Resolver notifications) implements Resolver {

    @Override
    public Answer resolve(Query query) {
        return internet.resolve(query);
    }

    @Override
    public Answer resolveNotify(Query query) {
        return notifications == null ? NO_NOTIFY : notifications.resolve(query);
    }

    @Override
    public Answer resolveOtherClass(Query query) {
        return chaos != null ? chaos.resolve(query) : OTHER_CLASS;
    }
}
