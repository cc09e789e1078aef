package io.kinglet.server.explain;

import io.kinglet.k8s.explain.Explanation;
import io.kinglet.k8s.explain.Finding;
import io.kinglet.k8s.explain.Lookup;
import io.kinglet.k8s.explain.Reply;
import io.kinglet.k8s.explain.Resolution;
import io.kinglet.k8s.explain.ResolvConf;
import io.kinglet.k8s.reach.DnsReach;
import io.kinglet.k8s.reach.Outcome;
import io.kinglet.k8s.reach.Reach;
import io.kinglet.server.corefile.Words;
import io.kinglet.server.reach.Ink;
import io.kinglet.server.reach.ReachText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes an explanation for people to read. One thread. */
public final class ExplanationText {

    private static final int MOST_RECORDS = 4;

    private final PrintWriter out;
    private final Ink ink;
    private final boolean signs;

    /**
     * @param signs whether what is read with can show U+2713 and U+2717
     */
    public ExplanationText(PrintWriter out, Ink ink, boolean signs) {
        this.out = out;
        this.ink = ink;
        this.signs = signs;
    }

    public void write(Explanation told) {
        String target = told.name() + (told.port().all() ? "" : ":" + told.port());
        line(target + " from " + told.from() + ": " + ink.paint(outcome(told.outcome()), word(told.outcome())));
        line("  " + told.summary());
        line("");
        Resolution resolution = told.resolution();
        if (resolution.state() != Resolution.State.ADDRESS) {
            conf(resolution.conf());
            lookups(resolution);
            findings(resolution);
        }
        DnsReach dns = told.dns();
        if (dns != null) {
            dns(dns);
        }
        for (Reach way : told.ways()) {
            new ReachText(out, ink).write(way);
        }
        out.flush();
    }

    private void conf(ResolvConf conf) {
        if (!conf.nameservers().isEmpty()) {
            line("resolv.conf   nameserver " + String.join(" ", conf.nameservers()));
        }
        if (!conf.searches().isEmpty()) {
            line("resolv.conf   search " + String.join(" ", conf.searches()));
        }
        if (!conf.options().isEmpty()) {
            line("resolv.conf   options " + String.join(" ", conf.options()));
        }
        conf.notes().forEach(note -> line("resolv.conf   note: " + note));
    }

    private void lookups(Resolution resolution) {
        int widest = resolution.lookups().stream()
                .mapToInt(it -> it.name().length())
                .max()
                .orElse(0);
        for (Lookup lookup : resolution.lookups()) {
            Outcome outcome = lookup.outcome() == Lookup.Outcome.FOUND
                    ? Outcome.ALLOWED
                    : lookup.outcome() == Lookup.Outcome.NOT_ASKED ? Outcome.UNKNOWN : Outcome.DENIED;
            line("asked         " + ink.paint(outcome, sign(outcome)) + " " + lookup.name()
                    + " ".repeat(widest - lookup.name().length() + 2) + got(lookup));
        }
        line("asked         " + resolution.queries() + (resolution.queries() == 1 ? " query" : " queries")
                + String.format(Locale.ROOT, ", %.1f ms", resolution.nanos() / 1e6));
    }

    private static String got(Lookup lookup) {
        List<String> records =
                lookup.replies().stream().flatMap(it -> it.records().stream()).toList();
        if (lookup.outcome() == Lookup.Outcome.FOUND) {
            String by = lookup.replies().stream()
                    .filter(it -> !it.records().isEmpty())
                    .map(Reply::by)
                    .findFirst()
                    .orElse("");
            return records.stream().limit(MOST_RECORDS).collect(Collectors.joining(", "))
                    + (records.size() > MOST_RECORDS ? " and " + (records.size() - MOST_RECORDS) + " more" : "")
                    + (by.isEmpty() ? "" : " by " + by);
        }
        return switch (lookup.outcome()) {
            case NOT_ASKED -> "not asked";
            case NO_ANSWER -> "no answer";
            case INVALID -> "no name";
            case NODATA -> "no records of the type";
            default -> lookup.outcome().toString();
        };
    }

    private void findings(Resolution resolution) {
        for (Finding finding : resolution.findings()) {
            Finding.ObjectName object = finding.object();
            String version = object == null || object.version().isEmpty() ? "" : " (version " + object.version() + ")";
            line("why           " + finding.text() + version);
            if (finding.advice() != null) {
                line("advice        " + finding.advice());
            }
        }
        if (resolution.musl() != null) {
            line("note          " + resolution.musl());
        }
    }

    private void dns(DnsReach dns) {
        line("DNS itself    " + of("UDP", dns.udp()) + "   " + of("TCP", dns.tcp()) + "   by "
                + dns.udp().to());
        for (Reach reach : List.of(dns.udp(), dns.tcp())) {
            if (reach.outcome() != Outcome.ALLOWED) {
                new ReachText(out, ink).write(reach);
                return;
            }
        }
    }

    private String of(String protocol, Reach reach) {
        return ink.paint(reach.outcome(), sign(reach.outcome()) + " " + protocol);
    }

    private String sign(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED -> signs ? "\u2713" : "+";
            case PARTLY -> "~";
            case DENIED, NOBODY -> signs ? "\u2717" : "-";
            case UNKNOWN -> "?";
        };
    }

    private static String word(Explanation.Outcome outcome) {
        return switch (outcome) {
            case REACHABLE -> "reachable";
            case PARTLY -> "partly reachable";
            case UNREACHABLE -> "not reachable";
            case NOT_FOUND -> "not found";
            case UNKNOWN -> "unknown";
        };
    }

    private static Outcome outcome(Explanation.Outcome outcome) {
        return switch (outcome) {
            case REACHABLE -> Outcome.ALLOWED;
            case PARTLY -> Outcome.PARTLY;
            case UNREACHABLE, NOT_FOUND -> Outcome.DENIED;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
    }

    /** Names come from tenants: none of them may steer a terminal. Where there are colours, only ours get through. */
    private void line(String text) {
        String ours = ink.coloured() ? "(?!\u001b\\[(?:0|3[1236])m)" : "";
        out.println(text.replaceAll(ours + Words.INVISIBLE, "?"));
    }
}
