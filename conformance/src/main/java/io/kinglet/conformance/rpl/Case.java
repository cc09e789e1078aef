package io.kinglet.conformance.rpl;

import java.util.List;

/**
 * One case file. Immutable.
 *
 * @param id the file's path below {@code cases/}, without {@code .rpl}
 * @param clause the RFC or specification clause the case holds a server to
 * @param sentence what the clause asks for
 * @param corefile the configuration; holds {@code ${CLUSTER}} and {@code ${UPSTREAM}} for the run to fill in
 * @param manifests YAML documents of the objects that exist before the first step
 * @param steps in the order of the file
 */
public record Case(
        String id, String clause, String sentence, String corefile, List<String> manifests, List<Step> steps) {

    public Case {
        manifests = List.copyOf(manifests);
        steps = List.copyOf(steps);
    }

    /** {@link #corefile()} with each {@code ${name}} filled in. */
    public String corefile(String cluster, String upstream) {
        return corefile.replace("${CLUSTER}", cluster).replace("${UPSTREAM}", upstream);
    }

    @Override
    public String toString() {
        return id;
    }
}
