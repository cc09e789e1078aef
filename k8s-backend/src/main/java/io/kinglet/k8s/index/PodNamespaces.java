package io.kinglet.k8s.index;

import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.Pod.Trait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The namespaces of rows of Pods, one for each set of traits that Pods of it have, or one for each Pod where names are kept; each with a
 * number for as long as it has a row. Writer only.
 */
final class PodNamespaces {

    /**
     * @param pod empty where names are not kept
     */
    private record Key(String name, Set<Trait> traits, String pod) {}

    private static final class Space {
        private final Key key;
        private final NamespaceEntry entry;
        private int rows;

        Space(Key key) {
            this.key = key;
            entry = new NamespaceEntry(key.name, key.traits, key.pod);
        }
    }

    private final Map<Key, Integer> numbers = new HashMap<>();
    private final List<Space> spaces = new ArrayList<>();
    private final Deque<Integer> unused = new ArrayDeque<>();
    private final boolean named;

    PodNamespaces(boolean named) {
        this.named = named;
    }

    private Key key(Pod pod) {
        return new Key(pod.namespace(), pod.traits(), named ? pod.name() : "");
    }

    /** The number of a Pod's namespace; -1 when it has none. */
    int number(Pod pod) {
        return numbers.getOrDefault(key(pod), -1);
    }

    /** The number of a Pod's namespace, which gets one more row. */
    int enter(Pod pod) {
        int number = numbers.computeIfAbsent(key(pod), this::assign);
        spaces.get(number).rows++;
        return number;
    }

    private int assign(Key key) {
        Space space = new Space(key);
        Integer old = unused.poll();
        if (old == null) {
            spaces.add(space);
            return spaces.size() - 1;
        }
        spaces.set(old, space);
        return old;
    }

    /** The namespace loses a row, and its number with the last one. */
    void leave(int number) {
        Space space = spaces.get(number);
        if (--space.rows == 0) {
            numbers.remove(space.key);
            unused.add(number);
        }
    }

    /** The namespace as the only owner of an address. */
    NamespaceEntry[] alone(int number) {
        return spaces.get(number).entry.alone();
    }
}
