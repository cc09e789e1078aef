package io.kinglet.server.plugin;

import io.kinglet.server.corefile.Corefile;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.ServerBlock;
import io.kinglet.server.corefile.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Corefile whose every directive is understood. Immutable.
 *
 * @param warnings of the language and of the directives, in the order met
 * @param digest of the Corefile, see {@link Corefile}
 */
public record ServerPlan(List<BlockPlan> blocks, List<Warning> warnings, String digest) {

    public ServerPlan {
        blocks = List.copyOf(blocks);
        warnings = List.copyOf(warnings);
    }

    /** What reading found: a plan and what is wrong with it. */
    public record Findings(ServerPlan plan, List<CorefileException> problems) {
        public Findings {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Reads all blocks.
     *
     * @throws CorefileException with the first mistake
     */
    public static ServerPlan of(Corefile corefile) {
        Findings findings = check(corefile);
        if (!findings.problems.isEmpty()) {
            throw findings.problems.get(0);
        }
        return findings.plan;
    }

    /** Reads all blocks and finds every mistake. */
    public static Findings check(Corefile corefile) {
        Set<Warning> warnings = new LinkedHashSet<>(corefile.warnings());
        List<CorefileException> problems = new ArrayList<>();
        List<BlockPlan> blocks = new ArrayList<>();
        for (ServerBlock block : corefile.blocks()) {
            blocks.add(BlockPlan.read(block, warnings::add, problems::add));
        }
        if (corefile.blocks().stream().anyMatch(PodNames::areAsked)) {
            blocks.replaceAll(PodNames::keep);
        }
        Pages.check(blocks, problems::add);
        ExplainDirective.check(blocks, problems::add);
        problems.sort(
                Comparator.comparing((CorefileException it) -> it.position().file())
                        .thenComparingInt(it -> it.position().line())
                        .thenComparingInt(it -> it.position().column()));
        return new Findings(new ServerPlan(blocks, List.copyOf(warnings), corefile.digest()), problems);
    }
}
