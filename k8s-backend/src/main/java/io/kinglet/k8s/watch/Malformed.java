package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Counts the objects of one kind that could not be read, and names the first of them in the log. Confined to one thread. */
final class Malformed {

    static final int NAMED = 100;

    private final Logger log;
    private final Kind kind;
    private final LongAdder count = new LongAdder();
    private final Set<String> named = new HashSet<>();

    Malformed(Logger log, Kind kind) {
        this.log = log;
        this.kind = kind;
    }

    /** @param part whether the rest of the object is served */
    void report(Metadata of, String reason, boolean part) {
        count.increment();
        if (named.size() > NAMED) {
            return;
        }
        String who = Names.shown(of.namespace() + "/" + of.name());
        if (!named.add(who + reason)) {
            return;
        }
        if (named.size() > NAMED) {
            log.log(
                    Level.WARNING,
                    "More than {0} {1} objects cannot be read; further ones are only counted",
                    NAMED,
                    kind.word());
        } else {
            log.log(
                    Level.WARNING,
                    "{0} {1} {2}: {3}. Correct it in the cluster; the others are served.",
                    kind.word(),
                    who,
                    part ? "is served in part" : "is left out",
                    reason);
        }
    }

    /** How many were reported; from any thread. */
    long count() {
        return count.sum();
    }
}
