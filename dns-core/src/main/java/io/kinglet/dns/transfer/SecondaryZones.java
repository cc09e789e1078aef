package io.kinglet.dns.transfer;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.StaticZone;
import io.kinglet.dns.zone.ZoneSet;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The zones of one {@code secondary} directive: they are kept current, and NOTIFY of their primaries is heeded. Any thread. */
public final class SecondaryZones implements AutoCloseable {

    private static final Answer HEEDED =
            new Answer.Composed(Rcode.NOERROR, true, false, List.of(), List.of(), List.of());
    private static final Answer NOT_MINE =
            new Answer.Failure(Rcode.NOTAUTH, ExtendedError.NOT_AUTHORITATIVE, "the zone is not copied here");
    private static final Answer NOT_A_PRIMARY =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.PROHIBITED, "this is no primary of the zone");

    private final ZoneSet zones;
    private final Map<SecondaryZone, Long> copies = new LinkedHashMap<>();
    private final Set<IpAddress> primaries = new HashSet<>();

    /**
     * @param maker makes a zone of an apex, without a version
     * @param scheduler runs tasks one at a time, and may be kept busy
     * @param ticker nanoseconds since any moment, the same for the shelf's whole life
     * @param shelf what outlives a reload
     */
    public SecondaryZones(
            SecondaryConfig config,
            Function<DomainName, LoadedZone> maker,
            TransferClient client,
            Scheduler scheduler,
            LongSupplier ticker,
            CopyShelf shelf) {
        List<LoadedZone> loaded = new ArrayList<>();
        zones = new ZoneSet(List.of());
        for (DomainName apex : config.zones()) {
            LoadedZone zone = maker.apply(apex);
            loaded.add(zone);
            ZoneCopy before = shelf.find(apex);
            long left = 0;
            if (before != null) {
                // Taken over from before a reload: it may not live longer for that.
                left = SecondaryZone.lifetime(before.version()) - (ticker.getAsLong() - before.refreshed());
                zone.publish(left > 0 ? before.version() : null);
            }
            copies.put(new SecondaryZone(zone, config.primaries(), client, scheduler, watcher(ticker, shelf)), left);
        }
        zones.become(loaded);
        for (InetSocketAddress primary : config.primaries()) {
            byte[] octets = primary.getAddress().getAddress();
            primaries.add(IpAddress.read(octets, 0, octets.length));
        }
    }

    private SecondaryZone.Watcher watcher(LongSupplier ticker, CopyShelf shelf) {
        return new SecondaryZone.Watcher() {
            @Override
            public void refreshed(StaticZone version) {
                shelf.keep(new ZoneCopy(version, ticker.getAsLong()));
            }

            @Override
            public void published(LoadedZone zone) {
                zones.published(zone);
            }
        };
    }

    /** What is served. */
    public ZoneSet zones() {
        return zones;
    }

    public void start() {
        copies.forEach(SecondaryZone::start);
    }

    /** The stage for NOTIFY, which leaves other zones to the next. */
    public Layer notifications() {
        return next -> query -> {
            SecondaryZone copy = copy(query);
            if (copy == null) {
                Answer answer = next.resolve(query);
                return answer == Resolver.NO_NOTIFY ? NOT_MINE : answer;
            }
            Client client = query.client();
            if (client == null || !primaries.contains(client.ip())) {
                return NOT_A_PRIMARY;
            }
            copy.notified(ClientSerial.of(query, Section.ANSWER));
            return HEEDED;
        };
    }

    private @Nullable SecondaryZone copy(Query query) {
        DomainName apex = query.qname();
        for (SecondaryZone copy : copies.keySet()) {
            if (copy.apex().equals(apex)) {
                return copy;
            }
        }
        return null;
    }

    @Override
    public void close() {
        copies.keySet().forEach(SecondaryZone::close);
    }
}
