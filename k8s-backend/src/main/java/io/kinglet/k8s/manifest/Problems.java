package io.kinglet.k8s.manifest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what is wrong in one reading of the manifests, so that one run shows all of it. Confined to one thread. */
final class Problems {

    /** Enough to fix a file by; a file of another format would otherwise complain about every line. */
    static final int LISTED = 50;

    private final Set<ManifestProblem> listed = new LinkedHashSet<>();
    private int found;

    void add(Position at, String message) {
        ManifestProblem problem = new ManifestProblem(at, message);
        // A field read twice, or behind an alias, complains twice of one thing.
        if (!listed.contains(problem)) {
            found++;
            if (listed.size() < LISTED) {
                listed.add(problem);
            }
        }
    }

    boolean none() {
        return found == 0;
    }

    List<ManifestProblem> listed() {
        return new ArrayList<>(listed);
    }

    /** Throws what has been gathered, if anything. */
    void raise() {
        if (found > 0) {
            throw new ManifestException(listed(), found);
        }
    }
}
