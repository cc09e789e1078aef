package io.kinglet.k8s.explain;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.k8s.explain.Finding.Code;
import io.kinglet.k8s.explain.StubResolver.Candidate;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.zone.KubernetesConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks the search list as a stub resolver does, and says of each name what it got and why. One thread. */
final class Walk {

    private final KubernetesConfig config;
    private final Diagnosis diagnosis;
    private final Names names;
    private final Freshness freshness;
    private final @Nullable IpAddress client;

    Walk(
            ClusterNetwork network,
            KubernetesConfig config,
            Names names,
            Freshness freshness,
            @Nullable IpAddress client) {
        this.config = config;
        this.names = names;
        this.freshness = freshness;
        this.client = client;
        diagnosis = new Diagnosis(network, config);
    }

    /**
     * @param elsewhere why others are asked in place of the cluster's DNS; null where they are not
     */
    Resolution of(String name, ResolvConf conf, List<Integer> types, @Nullable Finding elsewhere) {
        List<Candidate> candidates = StubResolver.GLIBC.candidates(name, conf);
        Map<String, Lookup> asked = new LinkedHashMap<>();
        Lookup found = null;
        for (Candidate candidate : candidates) {
            Lookup lookup = lookup(candidate, types);
            asked.put(lookup.name(), lookup);
            if (lookup.outcome() == Lookup.Outcome.FOUND) {
                found = lookup;
            }
            if (!StubResolver.GLIBC.goesOn(lookup, asked.size() == 1)) {
                break;
            }
        }
        List<Lookup> lookups = List.copyOf(asked.values());
        List<Finding> findings = new ArrayList<>();
        if (elsewhere != null) {
            findings.add(elsewhere);
        }
        Lookup told = found == null ? meant(name, lookups) : found;
        List<Finding> why = told.replies().isEmpty()
                ? told.findings()
                : findings(told.name(), told.replies(), told.outcome(), true);
        findings.addAll(why);
        boolean unasked = found == null && lookups.stream().anyMatch(it -> it.outcome() == Lookup.Outcome.NOT_ASKED);
        if (unasked && told.outcome() != Lookup.Outcome.NOT_ASKED) {
            findings.add(last(lookups));
        }
        boolean open = elsewhere != null || unasked && !isCertainlyOurs(name, told, why);
        Resolution.State state =
                open ? Resolution.State.UNKNOWN : found == null ? Resolution.State.NOT_FOUND : Resolution.State.FOUND;
        Finding cost = cost(name, conf, lookups, told);
        if (cost != null) {
            findings.add(cost);
        }
        if (freshness.silentSeconds() >= 0) {
            findings.add(new Finding(
                    Code.API_OUT_OF_REACH,
                    "the API server has been out of reach for " + freshness.silentSeconds()
                            + " s: what is known of the cluster is from before"));
        }
        return new Resolution(
                name,
                conf,
                lookups,
                found,
                state,
                findings,
                lookups.stream().mapToInt(it -> it.replies().size()).sum(),
                lookups.stream()
                        .flatMap(it -> it.replies().stream())
                        .mapToLong(Reply::nanos)
                        .sum(),
                musl(name, conf, asked, found));
    }

    /**
     * Whether a name that the cluster has not was meant to be one of the cluster, so that nobody need be asked outside: it has the form
     * of one, or something much like it is there.
     */
    private boolean isCertainlyOurs(String written, Lookup told, List<Finding> why) {
        return ClusterName.read(told.name(), config) != null
                && (StubResolver.dots(written) == 0
                        || written.endsWith(".svc")
                        || written.endsWith(".pod")
                        || diagnosis.depth(told.name()) == Diagnosis.WHOLE
                        || why.stream().anyMatch(it -> it.advice() != null));
    }

    /** Who is asked in the end for what the cluster has not. */
    private static Finding last(List<Lookup> lookups) {
        String forward = lookups.stream()
                .flatMap(it -> it.replies().stream())
                .map(Reply::forward)
                .filter(it -> it != null)
                .findFirst()
                .orElse("");
        return new Finding(
                Code.WOULD_FORWARD,
                "as the name is in no zone of the cluster in the end, it would be asked of " + forward);
    }

    private Lookup lookup(Candidate candidate, List<Integer> types) {
        DomainName name;
        try {
            name = DomainName.parse(candidate.name().isEmpty() ? "." : candidate.name() + ".");
        } catch (NameSyntaxException e) {
            return new Lookup(
                    candidate.name(),
                    candidate.search(),
                    Lookup.Outcome.INVALID,
                    List.of(),
                    List.of(new Finding(Code.NAME_INVALID, "it cannot be asked for: " + e.getMessage())));
        }
        List<Reply> replies =
                types.stream().map(type -> names.ask(name, type, client)).toList();
        Lookup.Outcome outcome = Lookup.outcome(replies);
        return new Lookup(
                candidate.name(),
                candidate.search(),
                outcome,
                replies,
                findings(candidate.name(), replies, outcome, false));
    }

    private List<Finding> findings(String asked, List<Reply> replies, Lookup.Outcome outcome, boolean advise) {
        String rewritten = replies.stream()
                .map(Reply::rewritten)
                .filter(it -> it != null)
                .findFirst()
                .orElse(asked);
        ClusterName name = ClusterName.read(rewritten, config);
        List<Finding> findings = new ArrayList<>();
        boolean byCluster =
                replies.stream().allMatch(it -> it.byCluster() || it.by().equals("cache") || it.passed());
        boolean failed = outcome == Lookup.Outcome.SERVFAIL || outcome == Lookup.Outcome.NO_ANSWER;
        if (name != null && byCluster && !failed) {
            findings.addAll(diagnosis.of(name, replies, outcome, advise));
        }
        findings.addAll(diagnosis.ofReplies(name != null, replies, freshness));
        if (findings.isEmpty()) {
            findings.add(new Finding(
                    Code.UNEXPLAINED,
                    "the server says " + outcome + ", and nothing that is known of the cluster tells why"));
        }
        return findings;
    }

    /**
     * The name that somebody who writes this likely has in mind, of those that were tried: a Service that is there, then what the form
     * of the name says. {@code SERVICE.NAMESPACE} is written far more often than {@code ENDPOINT.SERVICE}.
     */
    private Lookup meant(String written, List<Lookup> lookups) {
        Lookup asWritten = lookups.stream()
                .filter(it -> it.search().isEmpty())
                .findFirst()
                .orElse(lookups.get(lookups.size() - 1));
        if (ClusterName.read(asWritten.name(), config) != null) {
            return asWritten;
        }
        int dots = StubResolver.dots(written);
        Lookup there = lookups.stream()
                .filter(it -> diagnosis.depth(it.name()) == Diagnosis.WHOLE)
                .findFirst()
                .orElse(null);
        if (there != null || dots == 0) {
            return there == null ? lookups.get(0) : there;
        }
        boolean spelled = written.endsWith(".svc") || written.endsWith(".pod");
        return lookups.stream()
                .filter(it -> fits(it, spelled))
                .filter(it -> dots == 1 || spelled || diagnosis.depth(it.name()) > Diagnosis.NO_NAMESPACE)
                .findFirst()
                .orElse(asWritten);
    }

    /** Whether the search domain makes a name of a Service of this: {@code ZONE} of one with its kind, {@code svc.ZONE} of others. */
    private boolean fits(Lookup lookup, boolean spelled) {
        ClusterName domain = ClusterName.read(lookup.search(), config);
        return domain != null
                && (spelled ? domain.labels().isEmpty() : domain.labels().equals(List.of("svc")));
    }

    /** What a search for a name outside of the cluster costs; null where it costs nothing. */
    private @Nullable Finding cost(String written, ResolvConf conf, List<Lookup> lookups, Lookup last) {
        long before = lookups.stream()
                .takeWhile(it -> it != last)
                .mapToInt(it -> it.replies().size())
                .sum();
        boolean outside = last.search().isEmpty() && ClusterName.read(last.name(), config) == null;
        if (before == 0 || !outside || StubResolver.dots(written) == 0) {
            return null;
        }
        return new Finding(
                Code.SEARCH_LIST,
                before + " queries for names of the search list, none of which exists, come before it (ndots:"
                        + conf.ndots() + ")",
                "write " + written + ". with a dot at the end, or set ndots:"
                        + Math.min(conf.ndots() - 1, StubResolver.dots(written))
                        + " in spec.dnsConfig.options of the Pod");
    }

    private static @Nullable String musl(
            String written, ResolvConf conf, Map<String, Lookup> asked, @Nullable Lookup found) {
        Lookup last = null;
        for (Candidate candidate : StubResolver.MUSL.candidates(written, conf)) {
            Lookup lookup = asked.get(candidate.name());
            if (lookup == null) {
                return null;
            }
            last = lookup;
            if (!StubResolver.MUSL.goesOn(lookup, false)) {
                break;
            }
        }
        if (last == null || last == found || found == null) {
            return null;
        }
        return "musl (Alpine Linux) finds nothing: it ends its search at " + last.name() + ", which is "
                + last.outcome()
                + (StubResolver.dots(written) >= conf.ndots() ? ", as the name has ndots dots or more" : "");
    }

    /** The types a stub resolver asks for when it is given a name. */
    static List<Integer> types(String name) {
        return name.matches("_[^.]+\\._(tcp|udp|sctp)\\..+")
                ? List.of(RecordType.SRV)
                : List.of(RecordType.A, RecordType.AAAA);
    }
}
