package io.kinglet.k8s.reach;

import java.util.List;

/**
 * What becomes of traffic from an origin to a target.
 *
 * @param ports one for each that was asked about
 * @param remarks about all ports; those of one port are with it
 */
public record Reach(Origin from, Target to, Outcome outcome, List<PortReach> ports, List<Remark> remarks) {

    public Reach {
        ports = List.copyOf(ports);
        remarks = List.copyOf(remarks);
    }

    /** Put together from the ports; without any, nobody is there. */
    static Reach of(Origin from, Target to, List<PortReach> ports, List<Remark> remarks) {
        return new Reach(
                from,
                to,
                Outcome.together(ports.stream().map(PortReach::outcome).toList()),
                ports,
                remarks);
    }
}
