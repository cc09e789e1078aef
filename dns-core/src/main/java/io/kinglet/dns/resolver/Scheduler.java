package io.kinglet.dns.resolver;

/** Runs something later: what layers need of their host, so that no layer starts a thread. Any thread may call. */
@FunctionalInterface
public interface Scheduler {

    /** A task that has not run yet. */
    @FunctionalInterface
    interface Task {

        /** Keeps it from running, if it has not begun. Any thread; more than once does no harm. */
        void cancel();
    }

    /**
     * Runs {@code task} once, on any thread, not before {@code nanos} nanoseconds have passed. The task is short and does not
     * block; a host that shuts down may never run it.
     *
     * @param nanos 0 or more
     */
    Task schedule(Runnable task, long nanos);
}
