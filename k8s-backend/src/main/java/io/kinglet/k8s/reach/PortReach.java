package io.kinglet.k8s.reach;

import java.util.List;

/**
 * What becomes of traffic to one port of the target, or to a range of ports that are alike.
 *
 * @param name of the port; empty when it has none
 * @param protocol lower case
 * @param first as the origin dials it
 * @param last the same as {@code first} but for a range
 * @param groups the destinations by verdict; empty when there are none
 */
public record PortReach(
        String name,
        String protocol,
        int first,
        int last,
        Outcome outcome,
        List<EndpointGroup> groups,
        List<Remark> remarks) {

    public PortReach {
        groups = List.copyOf(groups);
        remarks = List.copyOf(remarks);
    }

    /** {@code 80/tcp (http)}, {@code 1-65535/udp}. */
    public String label() {
        String numbers = first == last ? Integer.toString(first) : first + "-" + last;
        return numbers + "/" + protocol + (name.isEmpty() ? "" : " (" + name + ")");
    }
}
