package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/** Tells the log when the API server is lost and when it is back: a line each, however many attempts. Thread-safe. */
final class Contact {

    private static final long QUIET = 60_000_000_000L;
    private static final int LASTING = 5;

    private final Logger log;
    private final String server;
    private final LongSupplier ticker;
    private final Runnable back;
    private final Map<Kind, Loss> lost = new EnumMap<>(Kind.class);
    private final Map<String, Long> toldAt = new HashMap<>();
    private long since;
    private boolean told;

    private record Loss(String why, int times, boolean told) {}

    /** @param back run when a kind that was lost is found */
    Contact(Logger log, String server, LongSupplier ticker, Runnable back) {
        this.log = log;
        this.server = server;
        this.ticker = ticker;
        this.back = back;
    }

    /** @param ageNanos since the kind was last heard of; negative when it never was */
    synchronized void lost(Kind kind, Resource resource, Throwable reason, long ageNanos) {
        String why = why(resource, reason);
        boolean first = lost.isEmpty();
        if (first) {
            since = ticker.getAsLong();
        }
        boolean known = lost.values().stream().anyMatch(loss -> loss.told && loss.why.equals(why));
        Loss before = lost.get(kind);
        int times = before != null && before.why.equals(why) ? before.times + 1 : 1;
        // A server that starts refuses this and that for a moment: another reason has to last before it is worth a
        // line.
        boolean tell = !known && (first || times >= LASTING) && fresh(why);
        lost.put(kind, new Loss(why, times, tell || known));
        if (tell) {
            told = true;
            String kept = ageNanos < 0
                    ? "nothing was read yet"
                    : "what was read " + ageNanos / 1_000_000_000 + " s ago stays served";
            log.log(Level.WARNING, "API server {0}: {1}; {2}. Trying again until it works.", server, why, kept);
        }
    }

    synchronized void found(Kind kind) {
        if (lost.remove(kind) == null) {
            return;
        }
        back.run();
        if (lost.isEmpty() && told) {
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

    private static String why(Resource resource, Throwable reason) {
        if (reason instanceof RefusedException refused) {
            return switch (refused.code()) {
                case 401 ->
                    "it does not accept the credentials (" + reason.getMessage()
                            + "): check the ServiceAccount token or the kubeconfig user";
                case 403 ->
                    "it forbids reading " + resource.plural() + " (" + reason.getMessage()
                            + "): grant the verbs list and watch on them";
                case 404 -> "it does not have " + resource.path() + ": it may be too old, or no API server";
                default -> reason.getMessage() + " for " + resource.plural();
            };
        }
        if (reason instanceof ConnectException && reason.getMessage() == null) {
            return reason.getCause() instanceof UnresolvedAddressException
                    ? "out of reach (its name does not resolve)"
                    : "out of reach (nothing accepts connections there)";
        }
        if (reason instanceof SSLException) {
            return "no secure connection (" + reason.getMessage()
                    + "): check that the authority configured is the one that signed the server's certificate";
        }
        String text = reason.getMessage();
        String name = reason.getClass().getSimpleName();
        String detail = text == null || text.isEmpty()
                ? name
                : name + ": " + text.lines().findFirst().orElse("");
        return reason instanceof IOException ? "out of reach (" + detail + ")" : "unreadable (" + detail + ")";
    }
}
