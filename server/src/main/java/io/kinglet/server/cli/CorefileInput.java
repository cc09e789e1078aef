package io.kinglet.server.cli;

import io.kinglet.server.corefile.Corefile;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Options;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.plugin.ServerPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the Corefile is, and what it says now. One thread. */
final class CorefileInput {

    private static final String USUAL = "Corefile";
    private static final String STDIN = "stdin";
    private static final String BUILT_IN = ".:53 {\n    whoami\n    log\n}\n";

    /** One reading: the plan, what is wrong with it, and how to say so. */
    record Reading(ServerPlan.Findings findings, Complaints complaints) {

        List<String> mistakes() {
            return findings.problems().stream().map(complaints::of).toList();
        }
    }

    private final String name;
    private final Options options;
    private final @Nullable String fixed;

    private CorefileInput(String name, Options options, @Nullable String fixed) {
        this.name = name;
        this.options = options;
        this.fixed = fixed;
    }

    /**
     * @param conf a file, {@code stdin}, or null for the file of the usual name, else a built-in text
     * @param port of keys that name none
     */
    static CorefileInput of(@Nullable String conf, int port) {
        Options options = Options.ofProcess().withDefaultPort(port);
        if (STDIN.equals(conf)) {
            try {
                return new CorefileInput(STDIN, options, new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (conf == null && !Files.exists(Path.of(USUAL))) {
            return new CorefileInput("built-in Corefile", options, BUILT_IN.replace(":53", ":" + port));
        }
        return new CorefileInput(conf == null ? USUAL : conf, options, null);
    }

    /** Reads it now; every mistake is in the reading, none is thrown. */
    Reading read() {
        String text = "";
        try {
            text = fixed != null ? fixed : options.files().read(Path.of(name));
            Complaints complaints = new Complaints(name, text, options.files());
            Corefile corefile = Corefile.parse(name, text, options);
            if (corefile.blocks().isEmpty()) {
                Corefile builtIn = Corefile.parse(name, BUILT_IN.replace(":53", ""), options);
                corefile = new Corefile(builtIn.blocks(), corefile.warnings(), corefile.digest());
            }
            return new Reading(ServerPlan.check(corefile), complaints);
        } catch (CorefileException e) {
            return broken(e, text);
        } catch (NoSuchFileException | InvalidPathException e) {
            return broken(mistake("there is no such file; name the Corefile with -conf FILE"), text);
        } catch (IOException e) {
            return broken(mistake("the file cannot be read: " + e.getMessage()), text);
        }
    }

    private CorefileException mistake(String problem) {
        return new CorefileException(new Position(name, 1, 1), problem);
    }

    private Reading broken(CorefileException mistake, String text) {
        ServerPlan nothing = new ServerPlan(List.of(), List.of(), "");
        return new Reading(
                new ServerPlan.Findings(nothing, List.of(mistake)), new Complaints(name, text, options.files()));
    }
}
