package io.kinglet.k8s.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * What the stub resolver in a Pod is told, as far as it is known. Immutable.
 *
 * @param policy the DNS policy that is in effect: {@code ClusterFirst}, {@code Default} or {@code None}
 * @param nameservers addresses in the order they are asked
 * @param searches domains in the order they are tried, without a dot at the end
 * @param ndots names with fewer dots are first tried below each of {@code searches}; 0 to 15
 * @param options all options, as resolv.conf has them
 * @param known whether it is all that the file holds: what comes from the node's own file is not known
 * @param notes what is worth knowing of how it came to be, one sentence each
 */
public record ResolvConf(
        String policy,
        List<String> nameservers,
        List<String> searches,
        int ndots,
        List<String> options,
        boolean known,
        List<String> notes) {

    /** What resolvers take where no option says otherwise (resolv.conf(5)). */
    static final int USUAL_NDOTS = 1;

    /** Resolvers take no more (resolv.conf(5)). */
    private static final int MOST_NDOTS = 15;

    public ResolvConf {
        nameservers = List.copyOf(nameservers);
        searches = List.copyOf(searches);
        options = List.copyOf(options);
        notes = List.copyOf(notes);
    }

    ResolvConf noting(String note) {
        List<String> all = new ArrayList<>(notes);
        all.add(note);
        return new ResolvConf(policy, nameservers, searches, ndots, options, known, all);
    }

    /** The value of {@code ndots}; the usual one where the options do not give a number. */
    static int ndots(List<String> options) {
        int ndots = USUAL_NDOTS;
        for (String option : options) {
            if (option.matches("ndots:[0-9]{1,9}")) {
                ndots = Math.min(MOST_NDOTS, Integer.parseInt(option.substring("ndots:".length())));
            }
        }
        return ndots;
    }
}
