package io.kinglet.server.cli;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Warning;
import io.kinglet.server.plugin.CertificateFiles;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinglet check COREFILE}. */
@Command(
        name = "check",
        description = "Finds the mistakes of a Corefile. Opens no socket and asks nobody.",
        footer = {"", "Ends with 0 when there is no mistake, 1 when there is one, 2 when it is called wrongly."})
final class CheckCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "COREFILE", description = "The file, or `stdin`.")
    private @Nullable String file;

    @Option(
            names = {"-dns.port", "--dns.port", "-p", "--p"},
            paramLabel = "PORT",
            defaultValue = "53",
            description = "The port of zones that name none (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli asks whether it was given
    private @Nullable HelpOption help;

    @Override
    public Integer call() {
        CommandSpec its = Objects.requireNonNull(spec);
        if (port < 0 || port > 65535) {
            throw new ParameterException(its.commandLine(), "-dns.port is 0 to 65535, not " + port);
        }
        PrintWriter out = its.commandLine().getOut();
        CorefileInput.Reading reading = CorefileInput.of(file, port).read();
        CertificateFiles.Findings files =
                CertificateFiles.look(reading.findings().plan());
        List<CorefileException> mistakes = new ArrayList<>(reading.findings().problems());
        mistakes.addAll(files.problems());
        List<Warning> warnings = new ArrayList<>(reading.findings().plan().warnings());
        warnings.addAll(files.warnings());
        reading.complaints().print(out, mistakes, warnings);
        return mistakes.isEmpty() ? Cli.OK : Cli.FAILED;
    }
}
