package io.kinglet.k8s.network;

import io.kinglet.dns.name.IpAddress;
import java.util.HashMap;
import java.util.Map;

/** Which node has an address, as far as Pods tell. Each claim is counted, so that it ends with the last Pod that makes it. */
final class NodeClaims {

    /** A claim, kept once for all Pods that make it. */
    private static final class Counted {
        final NodeClaim claim;
        int pods;

        Counted(NodeClaim claim) {
            this.claim = claim;
        }
    }

    private final Map<NodeClaim, Counted> claims = new HashMap<>();
    private Map<IpAddress, String> nodes = Map.of();
    private boolean changed;

    /** The claim that a Pod is to be made with: the one that others like it have. */
    NodeClaim shared(NodeClaim claim) {
        Counted counted = claims.get(claim);
        return counted == null ? claim : counted.claim;
    }

    void add(NetworkPod pod) {
        each(pod, 1);
    }

    void remove(NetworkPod pod) {
        each(pod, -1);
    }

    private void each(NetworkPod pod, int count) {
        count(pod.claim(), count);
        if (pod.hostNetwork()) {
            pod.addresses().forEach(address -> count(new NodeClaim(pod.node(), address), count));
        }
    }

    private void count(NodeClaim claim, int count) {
        Counted counted = claims.computeIfAbsent(claim, Counted::new);
        changed |= counted.pods == 0;
        counted.pods += count;
        if (counted.pods == 0) {
            claims.remove(claim);
            changed = true;
        }
    }

    /** By address; where two claim one, as when a node has just taken the place of another, the first by name. */
    Map<IpAddress, String> nodes() {
        if (changed) {
            Map<IpAddress, String> next = new HashMap<>();
            for (NodeClaim claim : claims.keySet()) {
                IpAddress address = claim.address();
                if (address != null && !claim.name().isEmpty()) {
                    next.merge(address, claim.name(), (one, other) -> one.compareTo(other) < 0 ? one : other);
                }
            }
            nodes = next;
            changed = false;
        }
        return nodes;
    }
}
