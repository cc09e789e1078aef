package io.kinglet.k8s.policy;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;

/** One end of traffic. Immutable. */
public sealed interface End {

    /** The address packets come from or go to at this end. */
    IpAddress address();

    /** A Pod of the cluster. */
    record OfPod(NetworkPod pod, NetworkNamespace namespace, IpAddress address) implements End {
        @Override
        public String toString() {
            return pod.toString();
        }
    }

    /** An address that no Pod has, or that more than one has: a node, something outside of the cluster. */
    record OfAddress(IpAddress address) implements End {
        @Override
        public String toString() {
            return address.toString();
        }
    }
}
