package io.kinglet.server.plugin;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.rewrite.RewriteConfig;
import io.kinglet.dns.rewrite.RewriteRule;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code rewrite [continue|stop] FIELD ...}: other questions, and answers that look as if nothing had been changed. The words may
 * also stand between braces, in lines of any length.
 *
 * @param position of the first in the block
 */
public record RewriteDirective(RewriteConfig config, Position position) implements Part {

    @Override
    public Layer layer(Host host) {
        return host.rewrite(this);
    }

    /** Queries of another class pass by, unless they may become such of class IN. */
    @Override
    public @Nullable Layer chaosLayer(Host host) {
        return config.adoptsClasses() ? host.rewriteOtherClass(this) : null;
    }

    static RewriteDirective read(DirectiveReader line, BlockScope block) {
        RewriteRule rule = new RewriteReading(RewriteWords.of(line), block).rule();
        return new RewriteDirective(new RewriteConfig(List.of(rule)), line.position());
    }

    /** The rules of a block are one list. */
    @Override
    public @Nullable Part joined(Part later) {
        if (!(later instanceof RewriteDirective other)) {
            return null;
        }
        List<RewriteRule> rules = new ArrayList<>(config.rules());
        rules.addAll(other.config.rules());
        return new RewriteDirective(new RewriteConfig(rules), position);
    }
}
