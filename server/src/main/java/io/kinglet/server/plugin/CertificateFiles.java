package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Scheme;
import io.kinglet.server.corefile.Warning;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads the files of certificates that a start would read, for who wants to know before. One that is not there is warned of, as the
 * Corefile may be meant for another machine; one that cannot be used is a mistake. Confined to one check.
 */
public final class CertificateFiles {

    /**
     * What is wrong with them.
     *
     * @param problems of files that are there
     * @param warnings of files that are not
     */
    public record Findings(List<CorefileException> problems, List<Warning> warnings) {
        public Findings {
            problems = List.copyOf(problems);
            warnings = List.copyOf(warnings);
        }
    }

    /** A file where it is named. */
    record Named(String directive, Path file, Position position) {}

    private final List<CorefileException> problems = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    private CertificateFiles() {}

    /** Reads every file once for each place that names it. */
    public static Findings look(ServerPlan plan) {
        CertificateFiles looked = new CertificateFiles();
        plan.blocks().forEach(looked::look);
        return new Findings(looked.problems, looked.warnings);
    }

    private void look(BlockPlan block) {
        boolean encrypted =
                block.keys().stream().anyMatch(key -> key.scheme() == Scheme.TLS || key.scheme() == Scheme.HTTPS);
        if (encrypted) {
            block.all(TlsDirective.class).forEach(it -> look(it.files(), it::load));
        }
        block.all(DnstapDirective.class).stream()
                .flatMap(it -> it.taps().stream())
                .map(DnstapDirective.Sent::tls)
                .filter(Objects::nonNull)
                .forEach(it -> look(it.files(), it::load));
        block.all(ForwardDirective.class).forEach(it -> look(it.files(), it::loadTls));
    }

    private void look(List<Named> files, Runnable load) {
        boolean whole = true;
        for (Named named : files) {
            if (!Files.exists(named.file())) {
                whole = false;
                warnings.add(new Warning(
                        named.position(),
                        named.directive() + ": " + named.file()
                                + " does not exist on this machine; where it does not, Kinglet does not start"));
            }
        }
        if (whole) {
            try {
                load.run();
            } catch (CorefileException e) {
                problems.add(e);
            }
        }
    }
}
