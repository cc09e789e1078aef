package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.server.transport.Listeners;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The DNS sockets that one generation has opened or taken over, and what is answered at each. Changed only by the thread that
 * starts and reloads; read by any.
 */
final class Sockets {

    private static final System.Logger LOG = System.getLogger(Sockets.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);

    private record Place(Published<Resolver> answers, Listeners listeners) {}

    private volatile Map<InetSocketAddress, Place> places = Map.of();
    private final Map<InetSocketAddress, Published<Resolver>> gaveWay = new LinkedHashMap<>();

    static Sockets none() {
        return new Sockets();
    }

    /** What is answered at each address: where a socket stays open, what it answers from now. */
    Map<InetSocketAddress, Published<Resolver>> answersAt(List<InetSocketAddress> addresses) {
        Map<InetSocketAddress, Published<Resolver>> answers = new LinkedHashMap<>();
        for (InetSocketAddress address : addresses) {
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
    static Sockets open(Map<InetSocketAddress, Published<Resolver>> answers, Sockets earlier, Workshop workshop)
            throws IOException {
        Map<InetSocketAddress, Place> places = new LinkedHashMap<>();
        Sockets sockets = new Sockets();
        try {
            for (Map.Entry<InetSocketAddress, Published<Resolver>> each : answers.entrySet()) {
                InetSocketAddress address = each.getKey();
                Place kept = earlier.places.get(address);
                if (kept == null) {
                    earlier.giveWay(address.getPort(), answers.keySet());
                    kept = place(address, each.getValue(), workshop);
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

    private static Place place(InetSocketAddress address, Published<Resolver> answers, Workshop workshop)
            throws IOException {
        return new Place(
                answers, Listeners.open(workshop.resources(), List.of(address), answers, workshop.refusals(), true));
    }

    private void giveWay(int port, Set<InetSocketAddress> staying) {
        places.forEach((address, place) -> {
            if (port != 0 && address.getPort() == port && !staying.contains(address) && !gaveWay.containsKey(address)) {
                gaveWay.put(address, place.answers);
                place.listeners.close(GRACE.toNanos());
            }
        });
    }

    private void comeBack(Workshop workshop) {
        Map<InetSocketAddress, Place> back = new LinkedHashMap<>(places);
        gaveWay.forEach((address, answers) -> {
            try {
                back.put(address, place(address, answers, workshop));
            } catch (IOException e) {
                back.remove(address);
                LOG.log(Level.ERROR, "what was served before is not served any more: {0}", e.getMessage());
            }
        });
        gaveWay.clear();
        places = Collections.unmodifiableMap(back);
    }

    /** Whether no socket is open for the address of a layout. */
    boolean isClosedAt(InetSocketAddress address) {
        return !places.containsKey(address);
    }

    /** Where it listens, ports included. */
    List<InetSocketAddress> addresses() {
        return places.values().stream()
                .flatMap(place -> place.listeners.addresses().stream())
                .toList();
    }

    /** Where it listens by the address asked for. */
    Map<InetSocketAddress, InetSocketAddress> bound() {
        Map<InetSocketAddress, InetSocketAddress> bound = new LinkedHashMap<>();
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
