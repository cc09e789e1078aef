package io.kinglet.conformance.run;

import io.kinglet.conformance.ask.Client;
import io.kinglet.conformance.ask.SocketClient;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.rpl.Step;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Plays a case against one server. Immutable. */
public final class ScenarioRunner {

    private final Client client;
    private final SocketClient socket;
    private final Duration patience;

    /**
     * @param client puts the questions
     * @param socket puts what {@code client} cannot
     * @param patience how long after a change the answers may take to follow it; before the first change an answer has to be right
     *     at once
     */
    public ScenarioRunner(Client client, SocketClient socket, Duration patience) {
        this.client = client;
        this.socket = socket;
        this.patience = patience;
    }

    /** Every reply that was wrong; empty when the case passes. */
    public List<Finding> run(Case scenario, Subject subject) {
        List<Finding> findings = new ArrayList<>();
        boolean changed = false;
        for (Step step : scenario.steps()) {
            if (step instanceof Step.Apply apply) {
                subject.apply(apply);
                changed = true;
            } else if (step instanceof Step.Delete delete) {
                subject.delete(delete);
                changed = true;
            }
            for (Asking asking : Asking.of(step, client, socket)) {
                List<String> wrong = ask(asking, subject.address(), changed ? patience : Duration.ZERO);
                if (!wrong.isEmpty()) {
                    findings.add(new Finding(scenario.id(), step.number(), step.line(), asking.toString(), wrong));
                }
            }
        }
        return findings;
    }

    private static List<String> ask(Asking asking, InetSocketAddress server, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            List<String> wrong = once(asking, server);
            if (wrong.isEmpty() || System.nanoTime() >= deadline) {
                return wrong;
            }
            Pause.briefly();
        }
    }

    private static List<String> once(Asking asking, InetSocketAddress server) {
        try {
            return asking.mismatches(asking.send(server));
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }
}
