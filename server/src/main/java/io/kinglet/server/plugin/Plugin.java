package io.kinglet.server.plugin;

import io.kinglet.server.corefile.DirectiveReader;

/** A word of a server block, as {@link PluginOrder} lists it. */
sealed interface Plugin {

    String word();

    /** A word with a meaning here. */
    record Supported(String word, Repeats repeats, Reading reading) implements Plugin {}

    /**
     * A word of the peer's that has no meaning here yet.
     *
     * @param advice what to do instead, after a semicolon
     */
    record Absent(String word, String advice) implements Plugin {}

    /** What a second directive of the same word in one block does. */
    enum Repeats {
        /** It is an error. */
        REFUSED,
        /** It adds to the first. */
        ADDED,
        /** It is ignored, and a warning says so. */
        IGNORED,
        /** It replaces the first, and a warning says so. */
        REPLACING
    }

    /** Makes sense of one directive; throws {@link io.kinglet.server.corefile.CorefileException}. */
    @FunctionalInterface
    interface Reading {
        Part read(DirectiveReader line, BlockScope block);
    }
}
