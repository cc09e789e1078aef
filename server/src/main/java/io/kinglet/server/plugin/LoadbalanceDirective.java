package io.kinglet.server.plugin;

import io.kinglet.dns.loadbalance.LoadBalanceLayer;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.util.Map;

/** {@code loadbalance [round_robin]}: addresses take turns. */
public record LoadbalanceDirective() implements Part {

    @Override
    public Layer layer(Host host) {
        return new LoadBalanceLayer();
    }

    static LoadbalanceDirective read(DirectiveReader line, BlockScope block) {
        Token policy = line.peek();
        if (policy != null && policy.text().equals("weighted")) {
            throw line.error(
                    policy,
                    "the policy `weighted` is not supported yet; write `loadbalance`, and addresses take turns alike");
        }
        if (policy != null) {
            line.oneOf("the policy", "round_robin");
        }
        line.body(Map.of("prefer", it -> {
            throw it.error("`prefer` is not supported yet; remove it, and addresses take turns alike");
        }));
        line.end();
        return new LoadbalanceDirective();
    }
}
