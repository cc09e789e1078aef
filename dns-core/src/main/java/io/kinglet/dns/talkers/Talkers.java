package io.kinglet.dns.talkers;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import java.time.Duration;
import java.util.List;

/**
 * Who asked most, and for what; the most first. Estimates.
 *
 * @param span the time that the counts are of
 * @param nonexistent the names that got NXDOMAIN
 */
public record Talkers(
        Duration span,
        List<Talker<DomainName>> names,
        List<Talker<IpAddress>> clients,
        List<Talker<DomainName>> nonexistent) {

    /**
     * One that is met often.
     *
     * @param count queries of the span, an estimate that is no less than {@code sure}
     * @param sure queries of the span that are certain, but for the chance that a part was looked at only
     */
    public record Talker<T>(T who, long count, long sure) {}

    public Talkers {
        names = List.copyOf(names);
        clients = List.copyOf(clients);
        nonexistent = List.copyOf(nonexistent);
    }
}
