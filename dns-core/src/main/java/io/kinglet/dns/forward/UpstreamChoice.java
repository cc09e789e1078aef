package io.kinglet.dns.forward;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Puts the upstreams in the order they are asked: by policy, the suspected later, those that are down last. Any thread. */
final class UpstreamChoice {

    private final Upstream[] upstreams;
    private final UpstreamPolicy policy;
    private final AtomicInteger turn = new AtomicInteger();

    UpstreamChoice(List<Upstream> upstreams, UpstreamPolicy policy) {
        this.upstreams = upstreams.toArray(Upstream[]::new);
        this.policy = policy;
    }

    boolean allDown() {
        for (Upstream upstream : upstreams) {
            if (!upstream.health().down()) {
                return false;
            }
        }
        return true;
    }

    /** The order for one query; read only. */
    Upstream[] order() {
        if (upstreams.length == 1) {
            return upstreams;
        }
        Upstream[] order = upstreams.clone();
        switch (allDown() ? UpstreamPolicy.RANDOM : policy) {
            case RANDOM -> shuffle(order);
            case ROUND_ROBIN -> {
                int first = Math.floorMod(turn.getAndIncrement(), order.length);
                for (int i = 0; i < order.length; i++) {
                    order[i] = upstreams[(first + i) % order.length];
                }
            }
            case SEQUENTIAL -> {}
        }
        return healthyFirst(order);
    }

    /** Stable; each rank is read once, for it may change meanwhile. */
    private static Upstream[] healthyFirst(Upstream[] order) {
        int[] ranks = Arrays.stream(order).mapToInt(UpstreamChoice::rank).toArray();
        Upstream[] sorted = new Upstream[order.length];
        int at = 0;
        for (int rank = 0; rank <= 2; rank++) {
            for (int i = 0; i < order.length; i++) {
                if (ranks[i] == rank) {
                    sorted[at++] = order[i];
                }
            }
        }
        return sorted;
    }

    private static void shuffle(Upstream[] order) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Upstream swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
    }

    private static int rank(Upstream upstream) {
        return upstream.health().down() ? 2 : upstream.health().suspected() ? 1 : 0;
    }
}
