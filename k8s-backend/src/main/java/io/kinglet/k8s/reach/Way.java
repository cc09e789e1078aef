package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import java.util.List;

/**
 * How a Service is entered, and what that does to the traffic.
 *
 * @param dialled the addresses it is entered by; empty where they are not known, and for a headless Service
 * @param sourceRewritten as of {@link Passage}
 * @param remarks about the way, in words
 */
record Way(Door door, List<IpAddress> dialled, Spread spread, boolean sourceRewritten, List<Remark> remarks) {

    /** What is dialled. */
    enum Door {
        /** An address of the Service, at the Service's port. */
        ADDRESS,
        /** The Pods themselves, as a headless Service has no address: DNS names theirs. */
        PODS,
        /** A node, at the node port. */
        NODE_PORT
    }

    Way {
        dialled = List.copyOf(dialled);
        remarks = List.copyOf(remarks);
    }

    boolean headless() {
        return door == Door.PODS;
    }

    boolean byNodePort() {
        return door == Door.NODE_PORT;
    }
}
