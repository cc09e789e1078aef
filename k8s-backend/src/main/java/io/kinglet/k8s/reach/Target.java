package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.NetworkPod;

/** What is to be reached. Immutable. */
public sealed interface Target {

    /** A Pod, at its own address. */
    record OfPod(NetworkPod pod) implements Target {
        @Override
        public String toString() {
            return pod.toString();
        }
    }

    /** A Service: at its cluster IPs from within, at what it has for the outside from there. */
    record OfService(Service service) implements Target {
        @Override
        public String toString() {
            return "svc/" + service.namespace() + "/" + service.name();
        }
    }

    /** An address: whatever has it, be it a Pod, a Service, a node or nobody of the cluster. */
    record OfAddress(IpAddress address) implements Target {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /** Anything outside of the cluster whose address is not known, such as that of a name. */
    record Outside(String what) implements Target {
        @Override
        public String toString() {
            return what;
        }
    }
}
