package io.kinglet.k8s.explain;

import java.util.ArrayList;
import java.util.List;

/** The resolver in the C library of a container: which names it tries, and when it stops. Stateless. */
public enum StubResolver {

    /** Of most distributions: {@code res_search(3)} behind {@code getaddrinfo(3)}. */
    GLIBC,

    /** Of Alpine Linux: a name with ndots dots is never searched for, and anything but NXDOMAIN ends the search. */
    MUSL;

    /** musl ignores a search list that is longer. */
    private static final int MUSL_SEARCH = 255;

    /**
     * A name that is tried.
     *
     * @param name without a dot at the end
     * @param search the domain of the search list that was put behind it; empty where it is tried as written
     */
    public record Candidate(String name, String search) {}

    /**
     * Every name that is tried while none is found, in order.
     *
     * @param written as the program in the Pod says it, perhaps with a dot at the end
     */
    public List<Candidate> candidates(String written, ResolvConf conf) {
        if (written.endsWith(".")) {
            return List.of(new Candidate(written.substring(0, written.length() - 1), ""));
        }
        List<Candidate> searched = new ArrayList<>();
        if (this != MUSL || String.join(" ", conf.searches()).length() <= MUSL_SEARCH) {
            for (String search : conf.searches()) {
                String domain = withoutDot(search);
                if (domain.isEmpty()) {
                    // The root: as written, which glibc then does not try again.
                    searched.add(new Candidate(written, ""));
                } else {
                    searched.add(new Candidate(written + "." + domain, domain));
                }
            }
        }
        Candidate asWritten = new Candidate(written, "");
        boolean first = dots(written) >= conf.ndots();
        if (first && this == MUSL) {
            return List.of(asWritten);
        }
        List<Candidate> all = new ArrayList<>();
        if (first) {
            all.add(asWritten);
        }
        for (Candidate candidate : searched) {
            if (!all.contains(candidate)) {
                all.add(candidate);
            }
        }
        if (!all.contains(asWritten)
                && !(this == GLIBC && dots(written) == 0 && conf.options().contains("no-tld-query"))) {
            all.add(asWritten);
        }
        return all;
    }

    /**
     * Whether the next name is tried when this one got nothing. A name that was not asked for is taken as one that does not exist,
     * as most of those are; what follows from it is said to be unknown by whoever asks.
     */
    boolean goesOn(Lookup lookup, boolean first) {
        return switch (lookup.outcome()) {
            case FOUND -> false;
            case NXDOMAIN, INVALID, NOT_ASKED -> true;
            // glibc remembers both and goes on.
            case NODATA, SERVFAIL -> this == GLIBC;
            // glibc counts REFUSED as no answer, which ends its search, but for a name that was tried as written first.
            case REFUSED, NO_ANSWER -> this == GLIBC && first && lookup.search().isEmpty();
        };
    }

    static int dots(String name) {
        return (int) name.chars().filter(it -> it == '.').count();
    }

    private static String withoutDot(String domain) {
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }
}
