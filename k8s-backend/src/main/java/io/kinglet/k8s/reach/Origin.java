package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.network.NetworkPod;

/** Where traffic starts. Immutable. */
public sealed interface Origin {

    /** A Pod. */
    record OfPod(NetworkPod pod) implements Origin {
        @Override
        public String toString() {
            return pod.toString();
        }
    }

    /** An address that no single Pod has: that of a node, or one outside of the cluster. */
    record OfAddress(IpAddress address) implements Origin {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** Anywhere outside of the cluster. */
    record Outside() implements Origin {
        @Override
        public String toString() {
            return "outside";
        }
    }
}
