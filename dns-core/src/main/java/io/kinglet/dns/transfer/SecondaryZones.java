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
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.StaticZone;
import io.kinglet.dns.zone.ZoneSet;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

    private static final System.Logger LOG = System.getLogger(SecondaryZones.class.getName());

    private final SecondaryConfig config;
    private final Function<DomainName, LoadedZone> maker;
    private final TransferClient client;
    private final Scheduler scheduler;
    private final LongSupplier ticker;
    private final CopyShelf shelf;
    private final ZoneSet zones = new ZoneSet(List.of());
    private final SecondaryZone.Watcher watcher = new SecondaryZone.Watcher() {
        @Override
        public void refreshed(StaticZone version) {
            shelf.keep(new ZoneCopy(version, ticker.getAsLong()));
        }

        @Override
        public void published(LoadedZone zone) {
            zones.published(zone);
            follow(zone);
        }
    };
    private final List<Copying> configured = new ArrayList<>();
    private final @Nullable CatalogMembers members;
    private final Set<IpAddress> primaries = new HashSet<>();
    private volatile Map<DomainName, SecondaryZone> copies = Map.of();
    private boolean closed;

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
        this.config = config;
        this.maker = maker;
        this.client = client;
        this.scheduler = scheduler;
        this.ticker = ticker;
        this.shelf = shelf;
        List<DomainName> accepted = config.catalogued();
        members = accepted == null
                ? null
                : new CatalogMembers(Set.copyOf(config.zones()), accepted, CatalogMembers.MOST, this::open);
        for (DomainName apex : config.zones()) {
            configured.add(open(apex, true));
        }
        serve();
        for (InetSocketAddress primary : config.primaries()) {
            byte[] octets = primary.getAddress().getAddress();
            primaries.add(IpAddress.read(octets, 0, octets.length));
        }
    }

    private Copying open(DomainName apex, boolean keep) {
        LoadedZone zone = maker.apply(apex);
        ZoneCopy before = keep ? shelf.find(apex) : null;
        long left = 0;
        if (before != null) {
            // Taken over from before a reload: it may not live longer for that.
            left = SecondaryZone.lifetime(before.version()) - (ticker.getAsLong() - before.refreshed());
            zone.publish(left > 0 ? before.version() : null);
        }
        return new Copying(zone, new SecondaryZone(zone, config.primaries(), client, scheduler, watcher), left);
    }

    private void serve() {
        List<LoadedZone> served = new ArrayList<>();
        Map<DomainName, SecondaryZone> now = new HashMap<>();
        List<Copying> all = new ArrayList<>(configured);
        all.addAll(members == null ? List.of() : members.all());
        for (Copying one : all) {
            served.add(one.zone());
            now.put(one.zone().apex(), one.copy());
        }
        copies = Map.copyOf(now);
        zones.become(served);
    }

    /** A catalog that is broken leaves its zones as they are (RFC 9432 section 5.1), and so does one that expires. */
    private void follow(LoadedZone zone) {
        StaticZone version = zone.current();
        if (members == null || version == null || !config.zones().contains(zone.apex())) {
            return;
        }
        List<Copying> begun;
        try {
            Catalog catalog = Catalog.read(version);
            synchronized (this) {
                if (closed) {
                    return;
                }
                begun = members.follow(catalog);
                serve();
            }
        } catch (BrokenCatalogException e) {
            LOG.log(
                    Level.ERROR,
                    "plugin/secondary: catalog {0} is broken, its zones stay as they are: {1}",
                    zone.apex(),
                    e.getMessage());
            return;
        }
        begun.forEach(Copying::start);
    }

    /** What is served. */
    public ZoneSet zones() {
        return zones;
    }

    public void start() {
        configured.forEach(it -> follow(it.zone()));
        configured.forEach(Copying::start);
    }

    /** The stage for NOTIFY, which leaves other zones to the next. */
    public Layer notifications() {
        return next -> query -> {
            SecondaryZone copy = copies.get(query.qname());
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

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        copies.values().forEach(SecondaryZone::close);
    }
}
