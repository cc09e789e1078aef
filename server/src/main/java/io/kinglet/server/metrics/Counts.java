package io.kinglet.server.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers that every thread adds up for itself, so that counting takes no atomic operation; summed when they are read, then exact
 * but for what is being counted at that moment. Any thread.
 */
final class Counts {

    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

    /** What one thread has counted. Written by it alone, read by any. */
    private record Share(WeakReference<Thread> thread, long[] cells) {

        boolean isFinal() {
            Thread owner = thread.get();
            return owner == null || !owner.isAlive();
        }
    }

    private final int size;
    private final ThreadLocal<long[]> mine = ThreadLocal.withInitial(this::join);
    private final List<Share> shares = new ArrayList<>();
    private final long[] left;

    /**
     * @param size how many numbers
     */
    Counts(int size) {
        this.size = size;
        left = new long[size];
    }

    private long[] join() {
        long[] cells = new long[size];
        synchronized (shares) {
            shares.add(new Share(new WeakReference<>(Thread.currentThread()), cells));
        }
        return cells;
    }

    /** The numbers of the calling thread, for {@link #add} and for nothing else. */
    long[] mine() {
        return mine.get();
    }

    /** Adds to a number of the calling thread. */
    static void add(long[] mine, int index, long amount) {
        CELLS.setOpaque(mine, index, mine[index] + amount);
    }

    /** All numbers, those of threads that have ended included. */
    long[] sums() {
        synchronized (shares) {
            shares.removeIf(share -> {
                boolean ended = share.isFinal();
                if (ended) {
                    addTo(left, share.cells);
                }
                return ended;
            });
            long[] sums = left.clone();
            shares.forEach(share -> addTo(sums, share.cells));
            return sums;
        }
    }

    private static void addTo(long[] sums, long[] cells) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (long) CELLS.getOpaque(cells, i);
        }
    }
}
