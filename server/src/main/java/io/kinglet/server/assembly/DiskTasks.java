package io.kinglet.server.assembly;

import io.kinglet.dns.resolver.Scheduler;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs what may wait for a disk, one at a time, so that no event loop does. Its one thread is started with the first task. Any
 * thread.
 */
final class DiskTasks implements Scheduler, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DiskTasks.class.getName());

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, DiskTasks::thread);

    DiskTasks() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Task schedule(Runnable task, long nanos) {
        try {
            Future<?> scheduled = executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "not run, the server is closed");
            return () -> {};
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a bug in what reads files", e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "kinglet-disk");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
