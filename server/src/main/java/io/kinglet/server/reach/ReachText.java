package io.kinglet.server.reach;

import io.kinglet.k8s.policy.Opening;
import io.kinglet.k8s.policy.Reason;
import io.kinglet.k8s.reach.Destination;
import io.kinglet.k8s.reach.EndpointGroup;
import io.kinglet.k8s.reach.Outcome;
import io.kinglet.k8s.reach.PortReach;
import io.kinglet.k8s.reach.Reach;
import io.kinglet.k8s.reach.Remark;
import io.kinglet.server.corefile.Words;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes what was found out for people to read. One thread. */
public final class ReachText {

    private static final int DESTINATIONS = 3;

    private final PrintWriter out;
    private final Ink ink;
    private final Set<Opening.Step> steps = new LinkedHashSet<>();

    public ReachText(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    /** All of one answer, with the rules that would open what is denied. */
    public void write(Reach reach) {
        line("", safe(reach.from()) + " to " + safe(reach.to()) + ": " + ink.of(reach.outcome()));
        reach.remarks().forEach(remark -> remark("  ", remark));
        reach.ports().forEach(this::port);
        for (Opening.Step step : steps) {
            line("", "");
            line(
                    "",
                    "To allow this " + (step.direction() == Reason.Direction.EGRESS ? "to leave" : "in") + ", "
                            + safe(step.where()) + (step.yaml().isEmpty() ? "" : ":"));
            step.yaml().lines().forEach(it -> line("    ", safe(it)));
        }
        out.flush();
    }

    /** One line for each Service: what of it is reached. */
    public void summary(Reach reach) {
        List<String> ports = new ArrayList<>();
        for (PortReach port : reach.ports()) {
            ports.add(safe(port.label()) + " " + ink.of(port.outcome()));
        }
        String why = ports.isEmpty() || reach.outcome() == Outcome.NOBODY ? first(reach) : "";
        line(
                "  ",
                safe(reach.to()) + ": " + (ports.isEmpty() ? ink.of(reach.outcome()) : String.join(", ", ports))
                        + (why.isEmpty() ? "" : "; " + safe(why)));
    }

    private static String first(Reach reach) {
        for (PortReach port : reach.ports()) {
            if (!port.remarks().isEmpty()) {
                return port.remarks().get(0).text();
            }
        }
        return reach.remarks().isEmpty()
                ? ""
                : reach.remarks().get(reach.remarks().size() - 1).text();
    }

    private void port(PortReach port) {
        line("  ", safe(port.label()) + ": " + ink.of(port.outcome()));
        port.remarks().forEach(remark -> remark("    ", remark));
        for (EndpointGroup group : port.groups()) {
            String to = destinations(group);
            boolean only = port.groups().size() == 1;
            if (!to.isEmpty()) {
                line(
                        "    ",
                        safe(to) + " port "
                                + (port.first() == port.last() ? group.port() : port.first() + "-" + port.last())
                                + (only
                                        ? ""
                                        : ": " + ink.of(port.groups().size() == 1 ? port.outcome() : outcome(group))));
            }
            for (Reason reason : group.verdict().reasons()) {
                line("      ", "because " + safe(reason.text()));
            }
            Opening opening = group.verdict().opening();
            if (opening != null) {
                steps.addAll(opening.steps());
            }
        }
    }

    private static Outcome outcome(EndpointGroup group) {
        return switch (group.verdict().outcome()) {
            case ALLOWED -> Outcome.ALLOWED;
            case DENIED -> Outcome.DENIED;
            case UNKNOWN -> Outcome.UNKNOWN;
        };
    }

    private static String destinations(EndpointGroup group) {
        List<Destination> all = group.destinations();
        List<String> texts =
                all.stream().limit(DESTINATIONS).map(Destination::toString).toList();
        int more = all.size() - texts.size();
        return String.join(", ", texts)
                + (more > 0 ? " and " + more + " more like " + (texts.size() == 1 ? "it" : "them") : "");
    }

    private void remark(String indent, Remark remark) {
        line(indent, (remark.code() == Remark.Code.PORT_TRAP ? "hint: " : "note: ") + safe(remark.text()));
    }

    private void line(String indent, String text) {
        out.println(indent + text);
    }

    /** Names come from tenants: none of them may steer a terminal. */
    private static String safe(Object text) {
        return Words.visible(text.toString());
    }
}
