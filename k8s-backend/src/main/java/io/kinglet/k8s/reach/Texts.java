package io.kinglet.k8s.reach;

import java.util.List;

/** Small texts for people. Stateless. */
final class Texts {

    private static final int MOST = 5;

    private Texts() {}

    /** The first few, and how many more there are. */
    static String some(List<String> all) {
        return all.size() <= MOST
                ? String.join(", ", all)
                : String.join(", ", all.subList(0, MOST)) + " and " + (all.size() - MOST) + " more";
    }

    /** {@code 1 Pod}, {@code 3 Pods}. */
    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
