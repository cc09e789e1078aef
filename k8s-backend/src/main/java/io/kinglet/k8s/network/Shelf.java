package io.kinglet.k8s.network;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Things sorted by name in one array: four octets each. Immutable; an edit makes the next one.
 *
 * @param <T> an immutable type
 */
final class Shelf<T> {

    private final Function<T, String> name;
    private final Object[] sorted;

    private Shelf(Function<T, String> name, Object[] sorted) {
        this.name = name;
        this.sorted = sorted;
    }

    /**
     * @param name unique on a shelf
     */
    static <T> Shelf<T> empty(Function<T, String> name) {
        return new Shelf<>(name, new Object[0]);
    }

    int size() {
        return sorted.length;
    }

    @SuppressWarnings("unchecked") // only things of type T are ever put
    T at(int place) {
        return (T) sorted[place];
    }

    String nameAt(int place) {
        return name.apply(at(place));
    }

    @SuppressWarnings("unchecked") // only things of type T are ever put
    List<T> all() {
        return (List<T>) Collections.unmodifiableList(Arrays.asList(sorted));
    }

    @Nullable
    T get(String wanted) {
        int place = place(wanted, 0);
        return place < 0 ? null : at(place);
    }

    /** Where it stands; less than 0 when it is not there. */
    int place(String wanted) {
        return place(wanted, 0);
    }

    private int place(String wanted, int from) {
        int low = from;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = low + high >>> 1;
            int order = nameAt(middle).compareTo(wanted);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /** What is changed on the way to the next shelf. Confined to one thread. */
    static final class Draft<T> {

        private Shelf<T> shelf;
        private final NavigableMap<String, Optional<T>> changes = new TreeMap<>();

        Draft(Shelf<T> shelf) {
            this.shelf = shelf;
        }

        @Nullable
        T get(String wanted) {
            Optional<T> changed = changes.isEmpty() ? null : changes.get(wanted);
            return changed == null ? shelf.get(wanted) : changed.orElse(null);
        }

        void put(String key, T thing) {
            changes.put(key, Optional.of(thing));
        }

        void remove(String key) {
            changes.put(key, Optional.empty());
        }

        /** The shelf with all that was changed, from which the draft goes on. Copies what stays between two changes in one go. */
        Shelf<T> shelf() {
            if (!changes.isEmpty()) {
                Object[] next = new Object[shelf.sorted.length + changes.size()];
                int from = 0;
                int to = 0;
                for (Map.Entry<String, Optional<T>> change : changes.entrySet()) {
                    int place = shelf.place(change.getKey(), from);
                    int until = place < 0 ? -1 - place : place;
                    System.arraycopy(shelf.sorted, from, next, to, until - from);
                    to += until - from;
                    from = place < 0 ? until : until + 1;
                    if (change.getValue().isPresent()) {
                        next[to++] = change.getValue().get();
                    }
                }
                int rest = shelf.sorted.length - from;
                System.arraycopy(shelf.sorted, from, next, to, rest);
                shelf = new Shelf<>(shelf.name, Arrays.copyOf(next, to + rest));
                changes.clear();
            }
            return shelf;
        }
    }
}
