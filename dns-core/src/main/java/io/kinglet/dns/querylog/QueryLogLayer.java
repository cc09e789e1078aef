package io.kinglet.dns.querylog;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes a line for each query of the zones and kinds it is told, once the reply is there or none will be. Any thread. */
public final class QueryLogLayer implements Layer {

    private record Watch(
            byte[] zone,
            QueryLogConfig.Rule rule,
            Consumer<QueryLogLine> out,
            LongSupplier ticker,
            Metadata metadata,
            @Nullable InetSocketAddress server,
            boolean asksSource)
            implements Query.Observer {

        @Override
        public void answered(Query query, byte[] reply, int length) {
            if (!rule.classes().contains(ResponseClass.of(reply, length))) {
                return;
            }
            long nanos = query.receivedNanos() == 0 ? 0 : ticker.getAsLong() - query.receivedNanos();
            out.accept(QueryLogLine.of(rule.format(), new Exchanged(query, reply, length, nanos, metadata, server)));
        }
    }

    private final List<Watch> watches;

    /**
     * @param out takes lines without their end, on any thread; must not block or throw
     * @param ticker the clock that {@link Query#receivedNanos()} is read from
     */
    public QueryLogLayer(QueryLogConfig config, Consumer<QueryLogLine> out, LongSupplier ticker) {
        this(config, out, ticker, Metadata.NONE, null);
    }

    /**
     * @param out takes lines without their end, on any thread; must not block or throw
     * @param ticker the clock that {@link Query#receivedNanos()} is read from
     * @param metadata what {@code {/label}} stands for
     * @param server what is listened on; null where no one can know
     */
    public QueryLogLayer(
            QueryLogConfig config,
            Consumer<QueryLogLine> out,
            LongSupplier ticker,
            Metadata metadata,
            @Nullable InetSocketAddress server) {
        watches = config.rules().stream()
                .map(rule -> new Watch(
                        rule.zone().canonicalOctets(),
                        rule,
                        out,
                        ticker,
                        metadata,
                        server,
                        metadata != Metadata.NONE
                                && SourceMetadata.isIn(rule.format().labels())))
                .toList();
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            for (int i = 0; i < watches.size(); i++) {
                Watch watch = watches.get(i);
                if (query.isWithin(watch.zone)) {
                    query.observe(watch);
                    if (watch.asksSource) {
                        SourceMetadata.ask(query);
                    }
                    break;
                }
            }
            return next.resolve(query);
        };
    }
}
