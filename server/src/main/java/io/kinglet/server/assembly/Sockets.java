package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.server.metrics.Counter;
import io.kinglet.server.metrics.Family;
import io.kinglet.server.metrics.HttpsStatuses;
import io.kinglet.server.tls.ServerTls;
import io.kinglet.server.tls.TlsFileException;
import io.kinglet.server.transport.HttpsDoor;
import io.kinglet.server.transport.Listeners;
import io.kinglet.server.transport.TcpTimeouts;
import io.kinglet.server.transport.TlsDoor;
import io.kinglet.server.transport.TransportResources;
import io.kinglet.server.transport.proxy.ProxyDoor;
import io.kinglet.server.transport.proxy.ProxyRules;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The DNS sockets that one generation has opened or taken over, and what is answered at each. Changed only by the thread that
 * starts and reloads; read by any.
 */
final class Sockets {

    private static final System.Logger LOG = System.getLogger(Sockets.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);

    private record Place(
            Published<Resolver> answers,
            TlsDoor door,
            HttpsDoor https,
            @Nullable ProxyDoor proxies,
            Listeners listeners) {

        /** Whether its sockets read what such clients send. */
        boolean suits(Reception reception) {
            return (proxies == null) == (reception.proxies() == null);
        }
    }

    private volatile Map<ServerAddress, Place> places = Map.of();
    private final Map<ServerAddress, Place> gaveWay = new LinkedHashMap<>();
    private final Map<ServerAddress, String> complaints = new HashMap<>();

    static Sockets none() {
        return new Sockets();
    }

    /** What is answered at each address: where a socket stays open, what it answers from now. */
    Map<ServerAddress, Published<Resolver>> answersAt(List<ServerAddress> addresses) {
        Map<ServerAddress, Published<Resolver>> answers = new LinkedHashMap<>();
        for (ServerAddress address : addresses) {
            Place kept = places.get(address);
            answers.put(address, kept != null ? kept.answers : new Published<>(Resolver.REFUSED));
        }
        return answers;
    }

    /**
     * Opens what {@code earlier} has not. Where a port is to be had at another address, the old socket gives way first.
     *
     * @throws IOException if an address cannot be listened on; nothing new stays open, and what gave way is opened again
     */
    static Sockets open(
            Map<ServerAddress, Published<Resolver>> answers,
            Map<ServerAddress, Reception> receptions,
            Sockets earlier,
            Workshop workshop)
            throws IOException {
        Map<ServerAddress, Place> places = new LinkedHashMap<>();
        Sockets sockets = new Sockets();
        try {
            for (Map.Entry<ServerAddress, Published<Resolver>> each : answers.entrySet()) {
                ServerAddress address = each.getKey();
                Reception reception = receptions.getOrDefault(address, Reception.PLAIN);
                Place kept = earlier.places.get(address);
                if (kept == null || !kept.suits(reception)) {
                    earlier.giveWay(address.port(), answers.keySet());
                    if (kept != null) {
                        earlier.giveWay(address, kept);
                    }
                    kept = place(address, each.getValue(), reception, workshop);
                }
                places.put(address, kept);
                sockets.places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
            }
            return sockets;
        } catch (IOException | RuntimeException e) {
            sockets.closeAllBut(earlier, Duration.ZERO);
            earlier.comeBack(workshop);
            throw e;
        }
    }

    private static Place place(
            ServerAddress address, Published<Resolver> answers, Reception reception, Workshop workshop)
            throws IOException {
        HttpsDoor https = new HttpsDoor(
                reception.https(), new HttpsStatuses(workshop.config().metrics(), address.toString()));
        ProxyRules rules = reception.proxies();
        Counter rejected = workshop.config().metrics().counter(Family.PROXY_REJECTED);
        ProxyDoor proxies = rules == null ? null : new ProxyDoor(rules, rejected::increment);
        return place(address, answers, new TlsDoor(reception.tls()), https, proxies, workshop);
    }

    private static Place place(
            ServerAddress address,
            Published<Resolver> answers,
            TlsDoor door,
            HttpsDoor https,
            @Nullable ProxyDoor proxies,
            Workshop workshop)
            throws IOException {
        List<InetSocketAddress> sockets = List.of(address.socket());
        TransportResources resources = workshop.resources();
        Refusals refusals = workshop.refusals();
        Listeners listeners = switch (address.scheme()) {
            case TLS -> Listeners.openTls(resources, sockets, door, proxies, answers, refusals, true);
            case HTTPS -> Listeners.openHttps(resources, sockets, door, https, proxies, answers, refusals, true);
            default -> Listeners.open(resources, sockets, proxies, answers, refusals, true);
        };
        return new Place(answers, door, https, proxies, listeners);
    }

    /** Meets the connections to come as these say. */
    void receive(Map<ServerAddress, Reception> receptions) {
        places.forEach((address, place) -> {
            Reception now = receptions.getOrDefault(address, Reception.PLAIN);
            place.door.become(now.tls());
            place.https.become(now.https());
            if (place.proxies != null && now.proxies() != null) {
                place.proxies.become(now.proxies());
            }
        });
    }

    /** Takes up certificates whose files have changed. Those that are unsound are told of, and the old ones stay. */
    void renewCertificates() {
        places.forEach((address, place) -> {
            ServerTls now = place.door.current();
            if (now != null) {
                try {
                    ServerTls next = now.renewed();
                    if (next != now) {
                        place.door.become(next);
                        LOG.log(Level.INFO, "{0}: the certificate was renewed", address);
                    }
                } catch (TlsFileException e) {
                    String problem = String.valueOf(e.getMessage());
                    if (!problem.equals(complaints.put(address, problem))) {
                        LOG.log(Level.ERROR, "{0}: the certificate stays as it was: {1}", address, problem);
                    }
                }
            }
        });
    }

    private void giveWay(int port, Set<ServerAddress> staying) {
        places.forEach((address, place) -> {
            if (port != 0 && address.port() == port && !staying.contains(address)) {
                giveWay(address, place);
            }
        });
    }

    private void giveWay(ServerAddress address, Place place) {
        if (gaveWay.putIfAbsent(address, place) == null) {
            place.listeners.close(GRACE.toNanos());
        }
    }

    private void comeBack(Workshop workshop) {
        Map<ServerAddress, Place> back = new LinkedHashMap<>(places);
        gaveWay.forEach((address, place) -> {
            try {
                back.put(address, place(address, place.answers, place.door, place.https, place.proxies, workshop));
            } catch (IOException e) {
                back.remove(address);
                LOG.log(Level.ERROR, "what was served before is not served any more: {0}", e.getMessage());
            }
        });
        gaveWay.clear();
        places = Collections.unmodifiableMap(back);
    }

    /** Tells what connections that come from now on may take. */
    void timeouts(Function<ServerAddress, TcpTimeouts> timeouts) {
        places.forEach((address, place) -> place.listeners.timeouts(timeouts.apply(address)));
    }

    /** Whether no socket is open for the address of a layout. */
    boolean isClosedAt(ServerAddress address) {
        return !places.containsKey(address);
    }

    /** Where it listens, ports included. */
    List<InetSocketAddress> addresses() {
        return places.values().stream()
                .flatMap(place -> place.listeners.addresses().stream())
                .toList();
    }

    /** Where it listens by the address asked for. */
    Map<ServerAddress, InetSocketAddress> bound() {
        Map<ServerAddress, InetSocketAddress> bound = new LinkedHashMap<>();
        places.forEach((address, place) ->
                bound.put(address, place.listeners.addresses().get(0)));
        return bound;
    }

    /** What is answered at the first address. */
    Published<Resolver> first() {
        return places.values().iterator().next().answers;
    }

    long kernelDrops() {
        // Sockets of one port are told of together, whatever their address.
        Map<Integer, Long> byPort = new TreeMap<>();
        places.forEach((address, place) -> byPort.put(place.listeners.port(), place.listeners.kernelDrops()));
        return byPort.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Closes what {@code kept} has not: takes no more queries, gives the answers under way within {@code grace}. */
    void closeAllBut(Sockets kept, Duration grace) {
        places.forEach((address, place) -> {
            if (!place.equals(kept.places.get(address)) && !gaveWay.containsKey(address)) {
                place.listeners.close(grace.toNanos());
            }
        });
    }
}
