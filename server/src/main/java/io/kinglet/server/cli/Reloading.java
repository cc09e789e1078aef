package io.kinglet.server.cli;

import io.kinglet.server.assembly.DnsServer;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.plugin.ReloadDirective;
import io.kinglet.server.plugin.ServerPlan;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Reads the Corefile again, when told or when it has changed. Whatever goes wrong, what was served stays served. One thread. */
final class Reloading {

    private static final System.Logger LOG = System.getLogger(Reloading.class.getName());

    private final @Nullable CorefileInput input;
    private final DnsServer server;
    private final SplittableRandom random = new SplittableRandom();
    private long nextLook;
    private String complaint = "";

    /**
     * @param input null for a plan that stays as it is
     */
    Reloading(@Nullable CorefileInput input, DnsServer server) {
        this.input = input;
        this.server = server;
        plan();
    }

    /** Nanoseconds until {@link #look} is due. */
    long nanosToNextLook() {
        return Math.max(0, nextLook - System.nanoTime());
    }

    private void plan() {
        ReloadDirective directive = server.plan().blocks().stream()
                .flatMap(block -> block.all(ReloadDirective.class).stream())
                .findFirst()
                .orElse(null);
        long wait = Long.MAX_VALUE / 4;
        if (input != null && directive != null) {
            long jitter = directive.jitter().toNanos();
            wait = directive.interval().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter) - jitter / 2);
        }
        nextLook = System.nanoTime() + wait;
    }

    /** Serves what the Corefile says if that has changed. */
    void look() {
        CorefileInput.Reading reading = read("plugin/reload");
        if (reading != null) {
            boolean same = reading.findings().problems().isEmpty()
                    && reading.findings().plan().digest().equals(server.plan().digest());
            if (same) {
                complaint = "";
                server.renewCertificates();
            } else {
                serve(reading, "plugin/reload");
            }
        }
        plan();
    }

    /** Serves what the Corefile says, changed or not: the machine may have. */
    void reload(String why) {
        if (input == null) {
            LOG.log(
                    Level.INFO,
                    "{0}: there is no Corefile to read again; edits of manifests are followed as they are",
                    why);
            return;
        }
        LOG.log(Level.INFO, "{0}: Reloading", why);
        complaint = "";
        CorefileInput.Reading reading = read(why);
        if (reading != null) {
            serve(reading, why);
        }
        plan();
    }

    /** Null when there is nothing to read, or a bug was met in reading it. */
    private CorefileInput.@Nullable Reading read(String why) {
        try {
            return input == null ? null : input.read();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a bug was met reading the Corefile", e);
            complain(why, "a bug was met reading it: " + e);
            return null;
        }
    }

    private void serve(CorefileInput.Reading reading, String why) {
        if (!reading.findings().problems().isEmpty()) {
            complain(why, String.join(System.lineSeparator(), reading.mistakes()));
            return;
        }
        ServerPlan plan = reading.findings().plan();
        try {
            server.reload(plan);
        } catch (CorefileException e) {
            complain(why, reading.complaints().of(e));
            return;
        } catch (IOException | RuntimeException e) {
            complain(why, String.valueOf(e.getMessage()));
            return;
        }
        complaint = "";
        plan.warnings().forEach(it -> LOG.log(Level.WARNING, it.toString()));
        LOG.log(Level.INFO, "plugin/reload: Running configuration SHA512 = {0}", plan.digest());
        LOG.log(Level.INFO, "Reloading complete");
    }

    /** Says what is wrong, but not again and again at each look. */
    private void complain(String why, String what) {
        if (!what.equals(complaint)) {
            server.reloadFailed();
            LOG.log(
                    Level.ERROR,
                    why + ": the Corefile cannot be served, what was served before stays:" + System.lineSeparator()
                            + what);
        }
        complaint = what;
    }
}
