package io.kinglet.server.assembly;

import io.kinglet.dns.dnstap.DnstapLayer;
import io.kinglet.dns.dnstap.Tap;
import io.kinglet.dns.dnstap.TapForm;
import io.kinglet.dns.forward.Exchange;
import io.kinglet.dns.querylog.LogFormat;
import io.kinglet.dns.querylog.SourceMetadata;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.server.dnstap.TapAddress;
import io.kinglet.server.dnstap.TapListener;
import io.kinglet.server.dnstap.TapOutput;
import io.kinglet.server.dnstap.TapSocket;
import io.kinglet.server.metrics.Counter;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.DnstapDirective;
import io.kinglet.server.plugin.TlsDirective;
import io.kinglet.server.tls.ServerTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The taps of one block. Confined to the thread that builds, starts and closes it. */
final class Taps {

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** What a collector that comes may take to speak, and to read. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<TapOutput> outputs = new ArrayList<>();
    private final List<TapListener> listeners = new ArrayList<>();
    private final List<Tap> all = new ArrayList<>();
    private final LongSupplier ticker;
    private boolean asksSource;

    private Taps(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /**
     * Those that the block's {@code dnstap} names; not started.
     *
     * @throws io.kinglet.server.corefile.CorefileException if a certificate is unsound
     */
    static Taps of(BlockPlan block, Workshop workshop, BlockChain chain) {
        Taps taps = new Taps(System::nanoTime);
        DnstapDirective directive = block.one(DnstapDirective.class);
        if (directive != null) {
            Counter dropped = workshop.config().metrics().counter(Family.DNSTAP_DROPPED);
            taps.add(directive, chain.metadata(), chain.address(), chain.hostName(), chain.version(), dropped);
        }
        return taps;
    }

    private void add(
            DnstapDirective directive,
            Metadata metadata,
            @Nullable InetSocketAddress server,
            String host,
            String version,
            Counter dropped) {
        for (DnstapDirective.Sent each : directive.taps()) {
            TapForm form = new TapForm(
                    each.full(),
                    Objects.requireNonNullElse(each.identity(), host),
                    Objects.requireNonNullElse(each.version(), version));
            LogFormat format = each.extra();
            asksSource |= format != null && metadata != Metadata.NONE && SourceMetadata.isIn(format.labels());
            TapOutput.Extra extra = format == null
                    ? (query, reply, length) -> ""
                    : (query, reply, length) -> format.line(
                            query, reply, length, ticker.getAsLong() - query.receivedNanos(), metadata, server);
            if (each.place() instanceof TapAddress address) {
                outputs.add(new TapOutput(address, form, extra, each.queue(), RETRY, dropped::increment));
            } else if (each.place() instanceof TapSocket socket) {
                TlsDirective tls = each.tls();
                ServerTls loaded = tls == null ? null : tls.load();
                listeners.add(new TapListener(
                        socket, loaded, form, extra, each.queue(), RETRY, PATIENCE, dropped::increment));
            }
        }
        all.addAll(outputs);
        all.addAll(listeners);
    }

    Layer layer() {
        Layer tapped = new DnstapLayer(List.copyOf(all), InstantSource.system(), ticker);
        return !asksSource
                ? tapped
                : next -> tapped.over(query -> {
                    SourceMetadata.ask(query);
                    return next.resolve(query);
                });
    }

    /** The same exchange, whose questions and replies are tapped, too. */
    Exchange over(Exchange exchange) {
        return all.isEmpty() ? exchange : new TappedExchange(exchange, List.copyOf(all), InstantSource.system());
    }

    void start() {
        outputs.forEach(TapOutput::start);
        listeners.forEach(TapListener::start);
    }

    void close() {
        outputs.forEach(TapOutput::close);
        listeners.forEach(TapListener::close);
    }
}
