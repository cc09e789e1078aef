package io.kinglet.server.cli;

import io.kinglet.server.plugin.PluginOrder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinglet [FLAGS]}: the daemon, with the flags of CoreDNS. */
@Command(
        name = "kinglet",
        description = "Serves cluster DNS as a Corefile says.",
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            ReachCommand.class,
            TopCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Flags take one dash or two, and their value after a space or `=`.",
            "Signals: TERM and INT end it gracefully, USR1 reads the Corefile again, HUP is ignored, QUIT prints a thread dump."
        })
final class DaemonCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-conf", "--conf"},
            paramLabel = "FILE",
            description = "The Corefile, or `stdin` (default: Corefile here, else a built-in one that answers whoami).")
    private @Nullable String conf;

    @Option(
            names = {"-dns.port", "--dns.port", "-p", "--p"},
            paramLabel = "PORT",
            defaultValue = "53",
            description = "The port of zones that name none (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"-pidfile", "--pidfile"},
            paramLabel = "FILE",
            description = "Where to write the process id.")
    private @Nullable Path pidFile;

    @Option(
            names = {"-plugins", "--plugins"},
            arity = "0",
            description = "List the plugins and end.")
    private boolean plugins;

    @Option(
            names = {"-quiet", "--quiet"},
            arity = "0",
            description = "Say nothing when starting.")
    private boolean quiet;

    @Option(
            names = {"-version", "--version"},
            arity = "0",
            description = "Print the version and end.")
    private boolean version;

    @Option(
            names = {"-log-format", "--log-format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "The form of the log: text or json (default: ${DEFAULT-VALUE}).")
    private @Nullable String logFormat;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli asks whether it was given
    private @Nullable HelpOption help;

    @Parameters(hidden = true, arity = "0..*")
    private @Nullable List<String> extra;

    @Override
    public Integer call() {
        CommandSpec its = Objects.requireNonNull(spec);
        PrintWriter out = its.commandLine().getOut();
        PrintWriter err = its.commandLine().getErr();
        if (extra != null && !extra.isEmpty()) {
            err.println("extra command line arguments: " + extra
                    + "; the commands are serve, check, explain, reach, top and help");
            return Cli.FAILED;
        }
        if (port < 0 || port > 65535) {
            throw new ParameterException(its.commandLine(), "-dns.port is 0 to 65535, not " + port);
        }
        LogForm form = LogForm.of(logFormat);
        if (form == null) {
            throw new ParameterException(its.commandLine(), "-log-format is text or json, not " + logFormat);
        }
        if (version) {
            Banner.version(out);
            return Cli.OK;
        }
        if (plugins) {
            Banner.plugins(out, PluginOrder.supported());
            return Cli.OK;
        }
        return Daemon.of(CorefileInput.of(conf, port), out, err, quiet, form, pidFile)
                .run();
    }
}
