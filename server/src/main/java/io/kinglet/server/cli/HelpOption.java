package io.kinglet.server.cli;

import picocli.CommandLine.Option;

/** {@code --help}, as every command has it. */
final class HelpOption {

    @Option(
            names = {"-h", "-help", "--help"},
            usageHelp = true,
            description = "Print this and end.")
    @SuppressWarnings("UnusedVariable") // picocli asks whether it was given
    private boolean asked;
}
