package io.kinglet.k8s.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Runs something again and again until every way its choices can fall has been tried. */
final class Choices {

    private record Choice(int taken, int width) {}

    private final List<Choice> made = new ArrayList<>();
    private int next;

    boolean flip() {
        return of(2) == 1;
    }

    /** A number below {@code width}: each in turn. */
    int of(int width) {
        if (next == made.size()) {
            made.add(new Choice(0, width));
        }
        return made.get(next++).taken();
    }

    /** Every outcome that {@code run} has. */
    Set<Seen> all(BooleanSupplier run) {
        Set<Seen> seen = EnumSet.noneOf(Seen.class);
        do {
            next = 0;
            seen.add(run.getAsBoolean() ? Seen.ALLOWED : Seen.DENIED);
        } while (seen.size() < 2 && advance());
        made.clear();
        return seen;
    }

    private boolean advance() {
        int last = made.size() - 1;
        while (last >= 0 && made.get(last).taken() + 1 == made.get(last).width()) {
            made.remove(last);
            last--;
        }
        if (last < 0) {
            return false;
        }
        made.set(last, new Choice(made.get(last).taken() + 1, made.get(last).width()));
        return true;
    }

    /** What can come out. */
    enum Seen {
        ALLOWED,
        DENIED
    }
}
