package io.kinglet.conformance.run;

import io.kinglet.conformance.ask.Client;
import io.kinglet.conformance.ask.Reply;
import io.kinglet.conformance.ask.SocketClient;
import io.kinglet.conformance.match.ReplyDifference;
import io.kinglet.conformance.match.ReplySummary;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.rpl.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plays a case against two servers of one cluster and compares their replies. Immutable. */
public final class DifferentialRunner {

    private final Client client;
    private final SocketClient socket;
    private final Duration patience;
    private final List<Divergence> known;
    private final boolean counted;

    /**
     * @param patience how long after a change both servers may take to follow it
     * @param known the differences that are told of
     * @param counted whether replies come from caches, see {@link ReplyDifference#between}
     */
    public DifferentialRunner(
            Client client, SocketClient socket, Duration patience, List<Divergence> known, boolean counted) {
        this.client = client;
        this.socket = socket;
        this.patience = patience;
        this.known = List.copyOf(known);
        this.counted = counted;
    }

    /** For replies that come from no cache. */
    public DifferentialRunner(Client client, SocketClient socket, Duration patience, List<Divergence> known) {
        this(client, socket, patience, known, false);
    }

    /**
     * Every difference that no row tells of, every row that tells of none, and every reply of {@code ours} that is not as the
     * case has it. Changes are made through {@code ours}; {@code theirs} reads the same cluster.
     */
    public List<Finding> run(Case scenario, Subject ours, Subject theirs) {
        List<Divergence> rows =
                known.stream().filter(row -> row.caseId().equals(scenario.id())).toList();
        Set<String> seen = new HashSet<>();
        List<Finding> findings = new ArrayList<>();
        boolean changed = false;
        for (Step step : scenario.steps()) {
            if (step instanceof Step.Apply apply) {
                ours.apply(apply);
                changed = true;
            } else if (step instanceof Step.Delete delete) {
                ours.delete(delete);
                changed = true;
            }
            for (Asking asking : Asking.of(step, client, socket)) {
                Duration wait = changed ? patience : Duration.ZERO;
                List<String> wrong = compare(asking, scenario.id(), step.number(), ours, theirs, wait, rows, seen);
                if (!wrong.isEmpty()) {
                    findings.add(new Finding(scenario.id(), step.number(), step.line(), asking.toString(), wrong));
                }
            }
        }
        for (Divergence row : rows) {
            for (int step : row.steps()) {
                if (!seen.contains(key(row, step))) {
                    findings.add(new Finding(
                            scenario.id(),
                            step,
                            0,
                            "divergences.md:" + row.line(),
                            List.of(row.id()
                                    + " is listed for this step, but no reply differs as it says: take it out")));
                }
            }
        }
        return findings;
    }

    private static String key(Divergence row, int step) {
        return row.line() + "#" + step;
    }

    private List<String> compare(
            Asking asking,
            String caseId,
            int step,
            Subject ours,
            Subject theirs,
            Duration wait,
            List<Divergence> rows,
            Set<String> seen) {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            Outcome outcome = once(asking, ours, theirs);
            Optional<Divergence> told = outcome.equal()
                    ? Optional.empty()
                    : rows.stream()
                            .filter(row -> row.tells(step, outcome.ours(), outcome.theirs()))
                            .findFirst();
            boolean settled = outcome.wrong().isEmpty() && (outcome.equal() || told.isPresent());
            if (settled || System.nanoTime() >= deadline) {
                told.ifPresent(row -> seen.add(key(row, step)));
                return settled ? List.of() : outcome.sentences(caseId, step, told.isPresent());
            }
            Pause.briefly();
        }
    }

    private Outcome once(Asking asking, Subject ours, Subject theirs) {
        try {
            Optional<Reply> mine = asking.send(ours.address());
            Optional<Reply> other = asking.send(theirs.address());
            return Outcome.of(mine, other, asking.mismatches(mine), counted);
        } catch (IOException e) {
            return new Outcome("error", "error", List.of(e.toString()), List.of());
        }
    }

    /** Both replies as a row states them, what is wrong with ours, and where they differ. */
    private record Outcome(String ours, String theirs, List<String> wrong, List<ReplyDifference> differences) {

        /** Where the few words are the same, the first difference stands for the replies. */
        static Outcome of(Optional<Reply> ours, Optional<Reply> theirs, List<String> wrong, boolean counted) {
            List<ReplyDifference> differences = ReplyDifference.between(ours, theirs, counted);
            String mine = ReplySummary.of(ours);
            String other = ReplySummary.of(theirs);
            return mine.equals(other) && !differences.isEmpty()
                    ? new Outcome(differences.get(0).ours(), differences.get(0).theirs(), wrong, differences)
                    : new Outcome(mine, other, wrong, differences);
        }

        boolean equal() {
            return differences.isEmpty();
        }

        List<String> sentences(String caseId, int step, boolean told) {
            List<String> all = new ArrayList<>(wrong);
            if (!told && !differences.isEmpty()) {
                all.add("differs from the peer, and divergences.md has no such row:");
                all.add("| ? | " + caseId + " | " + step + " | " + ours + " | " + theirs + " | ? |");
                differences.forEach(difference -> all.add(difference.toString()));
            }
            return all;
        }
    }
}
