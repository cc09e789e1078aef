package io.kinglet.server.assembly;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import org.jspecify.annotations.Nullable;

/**
 * Leads other classes to a chain of their own, so that they cost IN nothing.
 *
 * @param internet class IN
 * @param chaos the other classes; null when nobody serves any
 */
record ClassRouter(Resolver internet, @Nullable Resolver chaos) implements Resolver {

    @Override
    public Answer resolve(Query query) {
        return internet.resolve(query);
    }

    @Override
    public Answer resolveOtherClass(Query query) {
        return chaos != null ? chaos.resolve(query) : OTHER_CLASS;
    }
}
