package io.kinglet.k8s.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The namespaces of rows of Pods, each with a number for as long as it has a row. Writer only. */
final class PodNamespaces {

    private static final class Space {
        private final String name;
        private final NamespaceEntry entry;
        private int rows;

        Space(String name) {
            this.name = name;
            entry = new NamespaceEntry(name);
        }
    }

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Space> spaces = new ArrayList<>();
    private final Deque<Integer> unused = new ArrayDeque<>();

    /** The number of a namespace, which gets one more row. */
    int enter(String name) {
        int number = numbers.computeIfAbsent(name, this::assign);
        spaces.get(number).rows++;
        return number;
    }

    private int assign(String name) {
        Space space = new Space(name);
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
            numbers.remove(space.name);
            unused.add(number);
        }
    }

    /** The namespace as the only owner of an address. */
    NamespaceEntry[] alone(int number) {
        return spaces.get(number).entry.alone();
    }
}
