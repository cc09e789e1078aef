package io.kinglet.server;

import io.kinglet.server.cli.Cli;

/** The program. */
public final class Kinglet {

    private Kinglet() {}

    /** Ends with the exit code of the command. */
    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments));
    }
}
