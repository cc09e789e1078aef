package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Tells the log when the API server is lost and when it is back: a line each, however many attempts. Thread-safe. */
final class Contact {

    private static final long QUIET = 60_000_000_000L;

    private final Logger log;
    private final String server;
    private final LongSupplier ticker;
    private final Map<Kind, String> lost = new EnumMap<>(Kind.class);
    private final Map<String, Long> toldAt = new HashMap<>();
    private long since;
    private boolean told;

    Contact(Logger log, String server, LongSupplier ticker) {
        this.log = log;
        this.server = server;
        this.ticker = ticker;
    }

    /** @param ageNanos since the kind was last heard of; negative when it never was */
    synchronized void lost(Kind kind, Resource resource, Exception reason, long ageNanos) {
        if (lost.isEmpty()) {
            since = ticker.getAsLong();
        }
        String why = why(resource, reason);
        boolean known = lost.containsValue(why);
        lost.put(kind, why);
        if (!known && fresh(why)) {
            told = true;
            String kept = ageNanos < 0
                    ? "nothing was read yet"
                    : "what was read " + ageNanos / 1_000_000_000 + " s ago stays served";
            log.log(Level.WARNING, "API server {0}: {1}; {2}. Trying again until it works.", server, why, kept);
        }
    }

    synchronized void found(Kind kind) {
        if (lost.remove(kind) != null && lost.isEmpty() && told) {
            told = false;
            long seconds = (ticker.getAsLong() - since) / 1_000_000_000;
            log.log(Level.INFO, "API server {0}: back after {1} s", server, seconds);
        }
    }

    /** Whether {@code why} has not been told lately: a server that comes and goes fills no log. */
    private boolean fresh(String why) {
        long now = ticker.getAsLong();
        toldAt.values().removeIf(at -> now - at > QUIET);
        return toldAt.putIfAbsent(why, now) == null;
    }

    private static String why(Resource resource, Exception reason) {
        if (reason instanceof RefusedException refused) {
            return switch (refused.code()) {
                case 401 -> "it does not accept the credentials (" + reason.getMessage()
                        + "): check the ServiceAccount token or the kubeconfig user";
                case 403 -> "it forbids reading " + resource.plural() + " (" + reason.getMessage()
                        + "): grant the verbs list and watch on them";
                case 404 -> "it does not have " + resource.path() + ": it may be too old, or no API server";
                default -> reason.getMessage() + " for " + resource.plural();
            };
        }
        String text = reason.getMessage();
        String name = reason.getClass().getSimpleName();
        String detail = text == null || text.isEmpty() ? name : name + ": " + text.lines().findFirst().orElse("");
        return reason instanceof IOException ? "out of reach (" + detail + ")" : "unreadable (" + detail + ")";
    }
}
