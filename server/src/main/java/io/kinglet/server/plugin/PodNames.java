package io.kinglet.server.plugin;

import io.kinglet.server.corefile.Directive;
import io.kinglet.server.corefile.ServerBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the names of Pods kept where a block with {@code metadata} writes {@code kubernetes/client-pod-name}, and only there: no answer
 * needs them, and a name for every Pod takes memory. Stateless.
 */
final class PodNames {

    private static final String LABEL = "kubernetes/client-pod-name";

    private PodNames() {}

    /** Whether a block has the label in a format, a template, an expression or anything else. */
    static boolean areAsked(ServerBlock block) {
        return !block.named("metadata").isEmpty() && isIn(block.directives());
    }

    private static boolean isIn(List<Directive> directives) {
        return directives.stream()
                .anyMatch(it ->
                        it.arguments().stream().anyMatch(token -> token.text().contains(LABEL))
                                || it.name().contains(LABEL)
                                || isIn(it.body()));
    }

    /** The block, whose clusters keep them: those of all blocks, or one cluster would be read twice. */
    static BlockPlan keep(BlockPlan block) {
        List<Part> parts = new ArrayList<>();
        for (Part part : block.parts()) {
            parts.add(part instanceof KubernetesDirective cluster ? cluster.withPodNames() : part);
        }
        return new BlockPlan(block.keys(), parts, block.words(), block.position());
    }
}
