package io.kinglet.k8s.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Runs something again and again until every way its choices can fall has been tried. */
final class Choices {

    private final List<Integer> taken = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private int next;

    boolean flip() {
        return of(2) == 1;
    }

    /** A number below {@code width}: each in turn. */
    int of(int width) {
        if (next == taken.size()) {
            taken.add(0);
            widths.add(width);
        }
        return taken.get(next++);
    }

    /** Every outcome that {@code run} has. */
    Set<Seen> all(BooleanSupplier run) {
        Set<Seen> seen = EnumSet.noneOf(Seen.class);
        do {
            next = 0;
            seen.add(run.getAsBoolean() ? Seen.ALLOWED : Seen.DENIED);
        } while (seen.size() < 2 && advance());
        taken.clear();
        widths.clear();
        return seen;
    }

    private boolean advance() {
        int last = taken.size() - 1;
        while (last >= 0 && taken.get(last) + 1 == widths.get(last)) {
            taken.remove(last);
            widths.remove(last);
            last--;
        }
        if (last < 0) {
            return false;
        }
        taken.set(last, taken.get(last) + 1);
        return true;
    }

    /** What can come out. */
    enum Seen {
        ALLOWED,
        DENIED
    }
}
