package io.kinglet.dns.rewrite;

import io.kinglet.dns.rr.RecordClass;
import java.util.List;

/** Rules, in the order in which they are tried. */
public record RewriteConfig(List<RewriteRule> rules) {

    public RewriteConfig {
        rules = List.copyOf(rules);
    }

    /** Whether a query of another class than IN may become one of class IN. */
    public boolean adoptsClasses() {
        return rules.stream().anyMatch(it -> it instanceof RewriteRule.OfClass rule && rule.to() == RecordClass.IN);
    }

    /** Whether a rule needs to know which address was asked. */
    public boolean needsServer() {
        return rules.stream()
                .anyMatch(it -> it instanceof RewriteRule.Option rule
                        && (rule.value() == OptionValue.Variable.SERVER_IP
                                || rule.value() == OptionValue.Variable.SERVER_PORT));
    }
}
