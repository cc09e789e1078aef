package io.kinglet.server.cli;

import io.kinglet.server.assembly.ClusterSources;
import io.kinglet.server.assembly.DnsServer;
import io.kinglet.server.assembly.ServerConfig;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.metrics.ClusterMetrics;
import io.kinglet.server.metrics.Metrics;
import io.kinglet.server.plugin.DebugDirective;
import io.kinglet.server.plugin.HealthDirective;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.transport.TransportLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server as a process: started, reloaded and ended by one thread, which otherwise waits for signals. */
final class Daemon {

    private static final System.Logger LOG = System.getLogger(Daemon.class.getName());
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final long SECOND = 1_000_000_000;

    /** What may happen to a running server. */
    private record Event(What what, String text) {
        private enum What {
            END,
            RELOAD,
            LOOP
        }
    }

    private final @Nullable CorefileInput input;
    private final @Nullable ServerPlan fixed;
    private final InetAddress everywhere;
    private final PrintWriter err;
    private final LogForm form;
    private final @Nullable Path pidFile;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.currentThread();
    private Consumer<DnsServer> told;
    private volatile boolean waiting = true;

    private Daemon(
            @Nullable CorefileInput input,
            @Nullable ServerPlan fixed,
            InetAddress everywhere,
            PrintWriter err,
            Consumer<DnsServer> told,
            LogForm form,
            @Nullable Path pidFile) {
        this.input = input;
        this.fixed = fixed;
        this.everywhere = everywhere;
        this.err = err;
        this.told = told;
        this.form = form;
        this.pidFile = pidFile;
    }

    /** Serves a Corefile, and its later versions. */
    static Daemon of(
            CorefileInput input,
            PrintWriter out,
            PrintWriter err,
            boolean quiet,
            LogForm form,
            @Nullable Path pidFile) {
        Consumer<DnsServer> told = quiet ? server -> {} : server -> Banner.started(out, server);
        return new Daemon(input, null, new InetSocketAddress(0).getAddress(), err, told, form, pidFile);
    }

    /** Serves a plan that stays as it is. */
    static Daemon of(ServerPlan plan, InetAddress everywhere, PrintWriter out, PrintWriter err) {
        return new Daemon(null, plan, everywhere, err, server -> Banner.started(out, server), LogForm.TEXT, null);
    }

    /** Calls {@code teller}, once the server answers, in place of printing where it listens. */
    Daemon told(Consumer<DnsServer> teller) {
        told = teller;
        return this;
    }

    /** Runs until a signal, or a forwarding loop, ends it; returns the exit code. */
    int run() {
        ServerPlan plan;
        if (input != null) {
            CorefileInput.Reading reading = input.read();
            reading.mistakes().forEach(err::println);
            if (!reading.findings().problems().isEmpty()) {
                return Cli.FAILED;
            }
            plan = reading.findings().plan();
        } else {
            plan = Objects.requireNonNull(fixed);
        }
        LogSetup.install(form);
        listenToSignals();
        plan.warnings().forEach(it -> LOG.log(Level.WARNING, it.toString()));
        LogSetup.level(isDebugged(plan) ? java.util.logging.Level.FINE : java.util.logging.Level.INFO);
        if (!writePid()) {
            return Cli.FAILED;
        }
        try (DnsServer server = DnsServer.start(plan, config())) {
            waiting = false;
            told.accept(server);
            return serve(server);
        } catch (CorefileException e) {
            err.println(
                    input == null ? e.getMessage() : input.read().complaints().of(e));
            return Cli.FAILED;
        } catch (IOException e) {
            err.println(e.getMessage());
            return Cli.FAILED;
        } finally {
            removePid();
        }
    }

    private ServerConfig config() {
        Metrics metrics = new Metrics();
        return new ServerConfig(
                TransportLimits.standard(),
                ClusterSources.named(new ClusterMetrics(metrics)),
                everywhere,
                port -> port,
                true,
                metrics,
                loop -> events.add(new Event(Event.What.LOOP, loop)));
    }

    private void listenToSignals() {
        for (String name : new String[] {"TERM", "INT"}) {
            Signals.on(name, () -> {
                events.add(new Event(Event.What.END, "SIG" + name));
                if (waiting) {
                    // It may wait for a cluster, which is of no use any more.
                    thread.interrupt();
                }
            });
        }
        Signals.on("USR1", () -> events.add(new Event(Event.What.RELOAD, "SIGUSR1")));
        Signals.ignore("HUP");
    }

    private int serve(DnsServer server) {
        // An interruption has done its work.
        Thread.interrupted();
        Reloading reloading = new Reloading(input, server);
        boolean tidied = false;
        while (true) {
            long look = reloading.nanosToNextLook();
            Event event = next(tidied ? look : Math.min(look, SECOND));
            if (event == null && !tidied && server.synced()) {
                // What the start and the first lists left behind would stay in memory until the heap is full, days
                // perhaps.
                System.gc();
                tidied = true;
            }
            if (event == null) {
                if (reloading.nanosToNextLook() <= 0) {
                    interruptibly(reloading::look);
                }
            } else if (event.what == Event.What.RELOAD) {
                interruptibly(() -> reloading.reload(event.text));
            } else if (event.what == Event.What.LOOP) {
                LOG.log(Level.ERROR, "plugin/loop: {0}", event.text);
                return Cli.FAILED;
            } else {
                LOG.log(Level.INFO, "{0}: Shutting down servers then terminating", event.text);
                return end(server);
            }
        }
    }

    private void interruptibly(Runnable reload) {
        waiting = true;
        // A signal that came in between is there to be seen; a later one interrupts.
        if (events.stream().noneMatch(event -> event.what == Event.What.END)) {
            reload.run();
        }
        waiting = false;
        Thread.interrupted();
    }

    /** Serves on for the lame-duck time while no new client is sent here, then ends gracefully. */
    private int end(DnsServer server) {
        server.drain();
        Duration lameduck = server.plan().blocks().stream()
                .flatMap(block -> block.all(HealthDirective.class).stream())
                .map(HealthDirective::lameduck)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        long until = System.nanoTime() + lameduck.toNanos();
        if (!lameduck.isZero()) {
            LOG.log(
                    Level.INFO,
                    "plugin/health: Going into lameduck mode for {0} ms",
                    String.valueOf(lameduck.toMillis()));
        }
        for (long left = lameduck.toNanos(); left > 0; left = until - System.nanoTime()) {
            Event event = next(left);
            if (event != null && event.text.equals("SIGINT")) {
                LOG.log(Level.INFO, "SIGINT: Force quit");
                return Cli.USAGE;
            }
        }
        server.close(GRACE);
        return Cli.OK;
    }

    private @Nullable Event next(long nanos) {
        try {
            return events.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return null;
        }
    }

    private static boolean isDebugged(ServerPlan plan) {
        return plan.blocks().stream().anyMatch(block -> block.one(DebugDirective.class) != null);
    }

    private boolean writePid() {
        try {
            if (pidFile != null) {
                Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
            }
            return true;
        } catch (IOException e) {
            err.println("-pidfile " + pidFile + " cannot be written: " + e);
            return false;
        }
    }

    private void removePid() {
        try {
            if (pidFile != null) {
                Files.deleteIfExists(pidFile);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "-pidfile {0} cannot be removed: {1}", pidFile, e.toString());
        }
    }
}
