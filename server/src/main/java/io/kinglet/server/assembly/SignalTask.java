package io.kinglet.server.assembly;

import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.signals.Signals;
import io.kinglet.k8s.signals.SignalsObserver;
import java.util.concurrent.TimeUnit;

/** The signals of one generation, evaluated by the thread that explains. Started once, closed once. */
final class SignalTask implements AutoCloseable {

    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    private final Explaining explaining;
    private final Signals signals;
    private volatile boolean closed;

    SignalTask(Explaining explaining, SignalsObserver observer) {
        this.explaining = explaining;
        signals = new Signals(
                explaining::network,
                explaining::policySettings,
                explaining.settings().dnsNamespace(),
                explaining.settings().dnsService(),
                observer,
                System::nanoTime);
    }

    Signals signals() {
        return signals;
    }

    Explaining explaining() {
        return explaining;
    }

    /** Whether nothing is known to be behind a Service that is known itself, ready or not. Any thread. */
    boolean hasNoPods(String namespace, String service) {
        ClusterNetwork network = explaining.network();
        NetworkNamespace its = network.namespace(namespace);
        if (its == null || its.service(service) == null || !network.synced().contains(Kind.ENDPOINT_SLICE)) {
            return false;
        }
        for (EndpointSlice slice : its.slices(service)) {
            if (!slice.endpoints().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    void start() {
        again();
    }

    private void again() {
        explaining.feed().thread().schedule(this::look, EVERY);
    }

    private void look() {
        if (closed) {
            return;
        }
        try {
            signals.look();
        } finally {
            again();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
