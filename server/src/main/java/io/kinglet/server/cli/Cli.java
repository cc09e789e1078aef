package io.kinglet.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine;

/** From arguments to an exit code. */
public final class Cli {

    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;

    private Cli() {}

    /** Runs a command to its end, which for a server is a signal. */
    public static int run(String... arguments) {
        return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new DaemonCommand())
                .setPosixClusteredShortOptionsAllowed(false)
                .setOut(out)
                .setErr(err)
                .execute(arguments);
    }
}
