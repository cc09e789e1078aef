package io.kinglet.server.assembly;

import io.kinglet.dns.resolver.Scheduler;
import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what explains, one task at a time, in one thread that gives way to those that answer. Any thread. */
final class ExplainThread implements Scheduler, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ExplainThread.class.getName());

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, ExplainThread::thread);

    ExplainThread() {
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Task schedule(Runnable task, long nanos) {
        try {
            Future<?> scheduled = executor.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "not run, nothing is explained any more");
            return () -> {};
        }
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a bug in what explains; answers do not depend on it", e);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "kinglet-explain");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
