package io.kinglet.dns.transfer;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.transfer.TransferConfig.Rule;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import io.kinglet.dns.zone.Serials;
import io.kinglet.dns.zone.TransferableZone;
import io.kinglet.dns.zone.TransferableZones;
import io.kinglet.dns.zone.ZoneChange;
import io.kinglet.dns.zone.ZoneVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers AXFR (RFC 5936) and IXFR (RFC 1995) with zones of the layers below. Whoever may not copy a zone is REFUSED; over UDP so is
 * AXFR, and IXFR gets the SOA alone, which says whether to come back over TCP. Any thread.
 */
public final class TransferLayer implements Layer {

    private static final Answer NOT_FOR_YOU =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.PROHIBITED, "this client may not copy the zone");
    private static final Answer OVER_TCP =
            new Answer.Failure(Rcode.REFUSED, ExtendedError.NOT_SUPPORTED, "zones are transferred over TCP");
    private static final Answer NO_SERIAL = new Answer.Failure(Rcode.FORMERR);
    private static final Answer NOT_READY =
            new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NOT_READY, "there is no version of the zone to copy");

    private final TransferConfig config;
    private final List<TransferableZones> sources;
    private final SerialsGiven given = new SerialsGiven();

    /**
     * @param sources where the zones are, the first that has one gives it
     */
    public TransferLayer(TransferConfig config, List<TransferableZones> sources) {
        this.config = config;
        this.sources = List.copyOf(sources);
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> query.qtype() == RecordType.AXFR || query.qtype() == RecordType.IXFR
                ? transfer(query, next)
                : next.resolve(query);
    }

    private Answer transfer(Query query, Resolver next) {
        DomainName apex = query.qname();
        Rule rule = config.rule(apex);
        if (rule == null) {
            return next.resolve(query);
        }
        if (!rule.admits(query.client())) {
            return NOT_FOR_YOU;
        }
        TransferableZone zone = zone(apex);
        if (zone == null) {
            return next.resolve(query);
        }
        if (query.qtype() == RecordType.AXFR) {
            return query.transport() == Transport.TCP ? whole(query, zone) : OVER_TCP;
        }
        ClientSerial serial = ClientSerial.of(query);
        return serial == null ? NO_SERIAL : incremental(query, zone, serial.number());
    }

    private @Nullable TransferableZone zone(DomainName apex) {
        for (TransferableZones source : sources) {
            TransferableZone zone = source.find(apex);
            if (zone != null) {
                return zone;
            }
        }
        return null;
    }

    private Answer whole(Query query, TransferableZone zone) {
        ZoneVersion version = zone.current();
        if (version == null) {
            return NOT_READY;
        }
        note(query, zone, version.serial());
        return new Answer.Transfer(Outgoing.whole(version, client(query)));
    }

    private Answer incremental(Query query, TransferableZone zone, int serial) {
        ZoneVersion version = zone.current();
        if (version == null) {
            return NOT_READY;
        }
        if (query.transport() != Transport.TCP || !Serials.isAfter(version.serial(), serial)) {
            return new Answer.Positive(version.soa());
        }
        Client client = query.client();
        boolean known = !zone.serialsAreLocal() || client != null && given.has(zone.apex(), client.ip(), serial);
        List<ZoneChange> changes = known ? zone.changesSince(serial) : null;
        if (changes == null || changes.isEmpty()) {
            return whole(query, zone);
        }
        int latest = Outgoing.serial(changes.get(changes.size() - 1).to());
        note(query, zone, latest);
        return new Answer.Transfer(Outgoing.changes(zone.apex(), changes, latest, client(query)));
    }

    private void note(Query query, TransferableZone zone, int serial) {
        Client client = query.client();
        if (client != null && zone.serialsAreLocal()) {
            given.note(zone.apex(), client.ip(), serial);
        }
    }

    private static String client(Query query) {
        Client client = query.client();
        return client == null ? "nobody" : client.ip().toString();
    }
}
