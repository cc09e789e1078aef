package io.kinglet.dns.transfer;

import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.wire.Client;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may copy which zones.
 *
 * @param rules the one with the longest zone that holds a name decides
 */
public record TransferConfig(List<Rule> rules) {

    public TransferConfig {
        rules = List.copyOf(rules);
    }

    /**
     * @param zones the zones it is about, and those below
     * @param clients who may copy them; null for everyone
     * @param notified who is told of new versions
     * @param source where NOTIFY is sent from; null for whatever address the host takes
     */
    public record Rule(
            List<DomainName> zones,
            @Nullable AddressRanges clients,
            List<InetSocketAddress> notified,
            @Nullable IpAddress source) {

        public Rule {
            zones = List.copyOf(zones);
            notified = List.copyOf(notified);
        }

        /** Whether the client may copy them; one that no one can know may where everyone may. */
        boolean admits(@Nullable Client client) {
            return clients == null || client != null && clients.contains(client.ip());
        }
    }

    /** The rule for a zone; null when there is none. */
    public @Nullable Rule rule(DomainName apex) {
        Rule best = null;
        int longest = -1;
        for (Rule rule : rules) {
            for (DomainName zone : rule.zones()) {
                if (apex.isWithin(zone) && zone.length() > longest) {
                    longest = zone.length();
                    best = rule;
                }
            }
        }
        return best;
    }
}
