package io.kinglet.dns.acl;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets queries pass or not, by the client's address and the type asked for. What no policy fits passes; a client no one can know is
 * blocked where any rule is about the name. Any thread; keeps nothing.
 */
public final class AclLayer implements Layer {

    private static final Answer BLOCKED = new Answer.Failure(Rcode.REFUSED, ExtendedError.BLOCKED, "");
    private static final Answer FILTERED = new Answer.Failure(Rcode.NOERROR, ExtendedError.FILTERED, "");

    private record Zone(DomainName name, byte[] canonical) {}

    private record Rule(List<Zone> zones, List<Policy> policies) {}

    private record Policy(AclConfig.Policy policy, @Nullable BitSet types) {

        static Policy of(AclConfig.Policy policy) {
            if (policy.types() == null) {
                return new Policy(policy, null);
            }
            BitSet types = new BitSet();
            policy.types().forEach(types::set);
            return new Policy(policy, types);
        }

        boolean fits(int type, IpAddress client) {
            return (types == null || types.get(type))
                    && (policy.clients() == null || policy.clients().contains(client));
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final AclObserver observer;

    public AclLayer(AclConfig config, AclObserver observer) {
        this.observer = observer;
        for (AclConfig.Rule rule : config.rules()) {
            rules.add(new Rule(
                    rule.zones().stream()
                            .map(it -> new Zone(it, it.canonicalOctets()))
                            .toList(),
                    rule.policies().stream().map(Policy::of).toList()));
        }
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            Answer denied = denied(query);
            return denied == null ? next.resolve(query) : denied;
        };
    }

    /** Null when the query may pass. */
    private @Nullable Answer denied(Query query) {
        Client client = query.client();
        IpAddress address = client == null ? null : client.ip();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            Zone zone = longest(rule.zones, query);
            if (zone == null) {
                continue;
            }
            AclAction action = address == null ? AclAction.BLOCK : action(rule.policies, query.qtype(), address);
            if (action == null) {
                continue;
            }
            observer.decided(action, zone.name);
            return switch (action) {
                case ALLOW -> null;
                case BLOCK -> BLOCKED;
                case FILTER -> FILTERED;
                case DROP -> Answer.Dropped.INSTANCE;
            };
        }
        observer.decided(AclAction.ALLOW, DomainName.ROOT);
        return null;
    }

    private static @Nullable AclAction action(List<Policy> policies, int type, IpAddress client) {
        for (int i = 0; i < policies.size(); i++) {
            if (policies.get(i).fits(type, client)) {
                return policies.get(i).policy.action();
            }
        }
        return null;
    }

    private static @Nullable Zone longest(List<Zone> zones, Query query) {
        Zone longest = null;
        for (int i = 0; i < zones.size(); i++) {
            Zone zone = zones.get(i);
            if ((longest == null || zone.canonical.length > longest.canonical.length)
                    && query.isWithin(zone.canonical)) {
                longest = zone;
            }
        }
        return longest;
    }
}
