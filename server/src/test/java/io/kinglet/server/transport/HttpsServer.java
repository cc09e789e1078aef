package io.kinglet.server.transport;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.Fixtures;
import io.kinglet.server.tls.ServerTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A listener for DNS over HTTPS, and what it answered. */
final class HttpsServer implements AutoCloseable {

    private final ScriptedResolver resolver = new ScriptedResolver();
    private final List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    private final List<AutoCloseable> opened = new ArrayList<>();

    <C extends AutoCloseable> C opened(C it) {
        opened.add(it);
        return it;
    }

    Listeners listen(boolean epoll, boolean encrypted, HttpsLimits https, TransportLimits limits) throws Exception {
        TransportResources resources = opened(new TransportResources(limits, epoll));
        ServerTls tls = encrypted
                ? ServerTls.load(Fixtures.config("server", Fixtures.file("authority.pem"), ClientCertificates.NONE))
                : null;
        return opened(Listeners.openHttps(
                resources,
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                new TlsDoor(tls),
                new HttpsDoor(https, statuses::add),
                null,
                new Published<Resolver>(resolver),
                Refusals.UNCOUNTED,
                true));
    }

    ScriptedResolver resolver() {
        return resolver;
    }

    /** The statuses of all answers, in order. */
    List<Integer> statuses() {
        return statuses;
    }

    @Override
    public void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }
}
