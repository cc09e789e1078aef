package io.kinglet.server.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Sends the log of the process to stdout. Touches the JVM's one log manager, so it is for a daemon only. */
final class LogSetup {

    /** The plugin that the classes of a package belong to. */
    private static final Map<String, String> PLUGINS = Map.of(
            "io.kinglet.dns.forward", "forward",
            "io.kinglet.dns.cache", "cache",
            "io.kinglet.dns.loop", "loop",
            "io.kinglet.k8s.watch", "kubernetes",
            "io.kinglet.k8s.manifest", "kubernetes",
            "io.kinglet.k8s.index", "kubernetes",
            "io.kinglet.k8s.zone", "kubernetes",
            "io.kinglet.server.admin", "health");

    /** Kept, for the log manager would forget its level. */
    private static final Logger OURS = Logger.getLogger("io.kinglet");

    private LogSetup() {}

    static void install(LogForm form) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.addHandler(new LogLines(new FileOutputStream(FileDescriptor.out), form.formatter()));
        root.setLevel(Level.WARNING);
        level(Level.INFO);
    }

    /** The least level of our own log that is shown. */
    static void level(Level least) {
        OURS.setLevel(least);
    }

    /** The plugin that a logger belongs to; empty when it is none. */
    static String plugin(String logger) {
        int dot = logger == null ? -1 : logger.lastIndexOf('.');
        return dot < 0 ? "" : PLUGINS.getOrDefault(logger.substring(0, dot), "");
    }
}
