package io.kinglet.dns.querylog;

import io.kinglet.dns.name.DomainName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a {@link QueryLogLayer} is told.
 *
 * @param rules the first whose zone QNAME is in decides
 */
public record QueryLogConfig(List<Rule> rules) {

    /** Every query, in Common Log Format. */
    public static final QueryLogConfig ALL = new QueryLogConfig(
            List.of(new Rule(DomainName.ROOT, LogFormat.COMMON, EnumSet.allOf(ResponseClass.class))));

    /**
     * @param classes responses of these kinds are logged
     */
    public record Rule(DomainName zone, LogFormat format, Set<ResponseClass> classes) {
        public Rule {
            classes = Set.copyOf(classes);
        }
    }

    public QueryLogConfig {
        rules = List.copyOf(rules);
    }
}
