package io.kinglet.server.plugin;

import io.kinglet.server.corefile.Corefile;
import io.kinglet.server.corefile.Options;
import io.kinglet.server.corefile.Warning;
import java.util.List;
import java.util.Objects;

/** Corefiles of tests, understood. */
public final class Plans {

    private Plans() {}

    /** A whole Corefile; keys without a port are on any free one. */
    public static ServerPlan of(String corefile) {
        return ServerPlan.of(parse(corefile));
    }

    public static ServerPlan.Findings check(String corefile) {
        return ServerPlan.check(parse(corefile));
    }

    private static Corefile parse(String corefile) {
        return Corefile.parse("Corefile", corefile, Options.ofText().withDefaultPort(0));
    }

    /** The parts of a kind in a block {@code . { ... }}. */
    static <P extends Part> P part(Class<P> kind, String directive) {
        BlockPlan block = of(". {\n" + directive + "\n}\n").blocks().get(0);
        return Objects.requireNonNull(block.one(kind));
    }

    /** What a block {@code . { ... }} warns of, each as {@code line:column message}. */
    static List<String> warnings(String directive) {
        return check(". {\n" + directive + "\n}\n").plan().warnings().stream()
                .map(Plans::text)
                .toList();
    }

    private static String text(Warning warning) {
        return warning.position().line() + ":" + warning.position().column() + " " + warning.message();
    }
}
