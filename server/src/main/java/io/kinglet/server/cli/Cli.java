package io.kinglet.server.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** From arguments to an exit code. */
public final class Cli {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    /** Neither reachable nor not, as far as can be told. */
    static final int UNKNOWN = 3;

    private Cli() {}

    /** Runs a command to its end, which for a server is a signal. */
    public static int run(String... arguments) {
        return run(writer(System.out), writer(System.err), arguments);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new DaemonCommand())
                .setPosixClusteredShortOptionsAllowed(false)
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }
}
