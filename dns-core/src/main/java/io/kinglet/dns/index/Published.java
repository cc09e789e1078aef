package io.kinglet.dns.index;

/**
 * The door between a writer and its readers: the newest whole version of something immutable.
 *
 * @param <T> an immutable type
 */
public final class Published<T> {

    private volatile T current;

    public Published(T first) {
        current = first;
    }

    /** The newest version; one volatile read. Any thread. */
    public T current() {
        return current;
    }

    /** Makes {@code next} what every later {@link #current()} sees. One writer at a time. */
    public void publish(T next) {
        current = next;
    }
}
