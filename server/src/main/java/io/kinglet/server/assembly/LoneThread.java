package io.kinglet.server.assembly;

import io.kinglet.dns.resolver.Scheduler;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs tasks one at a time in a thread of its own, which is started with the first, so that no event loop does. Any thread. */
final class LoneThread implements Scheduler, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LoneThread.class.getName());

    private final ScheduledThreadPoolExecutor executor;
    private final String work;

    private LoneThread(String name, int priority, String work) {
        this.work = work;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setPriority(priority);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
    }

    /** For what may wait for a disk. */
    static LoneThread forDisk() {
        return new LoneThread("kinglet-disk", Thread.NORM_PRIORITY, "what reads files");
    }

    /** For what explains; it gives way to those that answer, which do not depend on it. */
    static LoneThread forExplaining() {
        return new LoneThread("kinglet-explain", Thread.MIN_PRIORITY, "what explains");
    }

    @Override
    public Task schedule(Runnable task, long nanos) {
        try {
            Future<?> scheduled = executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "{0} is not run, as it is closed", work);
            return () -> {};
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a bug in " + work, e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
