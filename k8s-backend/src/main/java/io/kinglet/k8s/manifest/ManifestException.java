package io.kinglet.k8s.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** Manifests that cannot be served as they are, with everything wrong that one reading found. */
public final class ManifestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<ManifestProblem> problems;
    private final int found;

    ManifestException(List<ManifestProblem> problems, int found) {
        super(text(problems, found));
        this.problems = List.copyOf(problems);
        this.found = found;
    }

    /** The problems in the order they were met, at most {@link Problems#LISTED}. */
    public List<ManifestProblem> problems() {
        return problems;
    }

    /** How many problems there are, those not listed included; at least 1. */
    public int found() {
        return found;
    }

    private static String text(List<ManifestProblem> problems, int found) {
        String lines = problems.stream().map(ManifestProblem::toString).collect(Collectors.joining("\n"));
        return found > problems.size() ? lines + "\nand " + (found - problems.size()) + " more" : lines;
    }
}
