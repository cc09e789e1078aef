package io.kinglet.dns.acl;

import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.DomainName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who may ask for what: of the rules whose zone fits, the first with a policy that fits decides. Immutable. */
public record AclConfig(List<Rule> rules) {

    public AclConfig {
        rules = List.copyOf(rules);
    }

    /**
     * @param zones names at or below one of which the policies are about
     * @param policies the first that fits decides
     */
    public record Rule(List<DomainName> zones, List<Policy> policies) {
        public Rule {
            zones = List.copyOf(zones);
            policies = List.copyOf(policies);
        }
    }

    /**
     * @param types query types, see {@link io.kinglet.dns.rr.RecordType}; null for all
     * @param clients null for all
     */
    public record Policy(
            AclAction action,
            @Nullable Set<Integer> types,
            @Nullable AddressRanges clients) {
        public Policy {
            types = types == null ? null : Set.copyOf(types);
        }
    }
}
