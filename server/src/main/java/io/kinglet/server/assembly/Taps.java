package io.kinglet.server.assembly;

import io.kinglet.dns.dnstap.DnstapLayer;
import io.kinglet.dns.dnstap.TapForm;
import io.kinglet.dns.forward.Exchange;
import io.kinglet.dns.querylog.LogFormat;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.server.dnstap.TapOutput;
import io.kinglet.server.metrics.Counter;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.DnstapDirective;
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

    private final List<TapOutput> outputs = new ArrayList<>();
    private final LongSupplier ticker;

    private Taps(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** Those that the block's {@code dnstap} names; not started. */
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
            TapOutput.Extra extra = format == null
                    ? (query, reply, length) -> ""
                    : (query, reply, length) -> format.line(
                            query, reply, length, ticker.getAsLong() - query.receivedNanos(), metadata, server);
            outputs.add(new TapOutput(each.address(), form, extra, each.queue(), RETRY, dropped::increment));
        }
    }

    Layer layer() {
        return new DnstapLayer(List.copyOf(outputs), InstantSource.system(), ticker);
    }

    /** The same exchange, whose questions and replies are tapped, too. */
    Exchange over(Exchange exchange) {
        return outputs.isEmpty()
                ? exchange
                : new TappedExchange(exchange, List.copyOf(outputs), InstantSource.system());
    }

    void start() {
        outputs.forEach(TapOutput::start);
    }

    void close() {
        outputs.forEach(TapOutput::close);
    }
}
