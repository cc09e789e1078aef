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
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private final List<SecondaryZone> copies = new ArrayList<>();
    private final Set<IpAddress> primaries = new HashSet<>();

    /**
     * @param scheduler runs tasks one at a time, and may be kept busy
     * @param before the version that was there before a reload; null for none
     * @param published told of every new version
     */
    public SecondaryZones(
            SecondaryConfig config,
            TransferClient client,
            Scheduler scheduler,
            Function<DomainName, @Nullable StaticZone> before,
            Consumer<StaticZone> published) {
        List<LoadedZone> loaded = new ArrayList<>();
        for (DomainName apex : config.zones()) {
            LoadedZone zone = new LoadedZone(apex);
            zone.publish(before.apply(apex));
            loaded.add(zone);
        }
        zones = new ZoneSet(loaded);
        for (LoadedZone zone : loaded) {
            copies.add(new SecondaryZone(zone, config.primaries(), client, scheduler, it -> {
                StaticZone version = it.current();
                if (version != null) {
                    published.accept(version);
                }
                zones.published(it);
            }));
        }
        for (InetSocketAddress primary : config.primaries()) {
            byte[] octets = primary.getAddress().getAddress();
            primaries.add(IpAddress.read(octets, 0, octets.length));
        }
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
        for (SecondaryZone copy : copies) {
            if (copy.apex().equals(apex)) {
                return copy;
            }
        }
        return null;
    }

    @Override
    public void close() {
        copies.forEach(SecondaryZone::close);
    }
}
