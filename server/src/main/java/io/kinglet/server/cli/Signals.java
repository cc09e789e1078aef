package io.kinglet.server.cli;

import java.lang.System.Logger.Level;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Signals of the process. Changes the whole JVM, so it is for a daemon only. Stateless. */
final class Signals {

    private static final System.Logger LOG = System.getLogger(Signals.class.getName());

    private Signals() {}

    /** Runs {@code action}, on a thread of the JVM's, whenever the signal comes; {@code name} is such as {@code TERM}. */
    static void on(String name, Runnable action) {
        handle(name, signal -> action.run());
    }

    static void ignore(String name) {
        handle(name, SignalHandler.SIG_IGN);
    }

    private static void handle(String name, SignalHandler handler) {
        try {
            Signal.handle(new Signal(name), handler);
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, "the signal {0} cannot be handled here: {1}", name, e.getMessage());
        }
    }
}
