package io.kinglet.k8s.autopath;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.KindStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether what is known of Pods is of now, so that an address is still that of the Pod it was. It is not when nothing has been heard
 * of Pods for {@link #MOST} and the source is out of touch: addresses of Pods that ended are given to others. Any thread; the source is
 * asked once a second at most.
 */
public final class PodsInTouch implements BooleanSupplier {

    /** How long the source may be out of touch. A watch that ends in good order is back in no time. */
    public static final Duration MOST = Duration.ofSeconds(30);

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Look(long at, boolean inTouch) {}

    private final Supplier<Map<Kind, KindStatus>> status;
    private final LongSupplier ticker;
    private volatile Look last;

    /**
     * @param status how the kinds stand with their source
     * @param ticker nanoseconds, as {@link System#nanoTime}
     */
    public PodsInTouch(Supplier<Map<Kind, KindStatus>> status, LongSupplier ticker) {
        this.status = status;
        this.ticker = ticker;
        last = look(ticker.getAsLong());
    }

    @Override
    public boolean getAsBoolean() {
        Look known = last;
        long now = ticker.getAsLong();
        if (now - known.at >= PERIOD_NANOS) {
            known = look(now);
            last = known;
        }
        return known.inTouch;
    }

    private Look look(long now) {
        KindStatus pods = status.get().get(Kind.POD);
        return new Look(now, pods == null || pods.connected() || pods.ageNanos() <= MOST.toNanos());
    }
}
