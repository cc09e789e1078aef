package io.kinglet.k8s.spec;

import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.model.PolicyPeer;
import java.util.ArrayList;
import java.util.List;

/** Reads a networking.k8s.io/v1 NetworkPolicyPeer. Stateless. */
final class PeerSpec {

    private PeerSpec() {}

    /** The peer here; one that matches nothing when it has a flaw. */
    static PolicyPeer read(Part part) {
        part.only("podSelector", "namespaceSelector", "ipBlock");
        Part pods = part.get("podSelector");
        Part namespaces = part.get("namespaceSelector");
        Part block = part.get("ipBlock");
        boolean selects = pods.present() || namespaces.present();
        if (block.present() && selects) {
            part.wrong("ipBlock stands beside a selector: write them as two peers");
            return new PolicyPeer.Unmatched("an ipBlock beside a selector", true);
        }
        if (block.present()) {
            return block(block);
        }
        if (!selects) {
            part.wrong("a peer says who it is: write podSelector, namespaceSelector or ipBlock, {} for all of them");
            return new PolicyPeer.Unmatched("a peer that is empty", true);
        }
        return new PolicyPeer.Pods(SelectorSpec.orNull(namespaces), SelectorSpec.orNull(pods));
    }

    private static PolicyPeer block(Part part) {
        part.only("cidr", "except");
        IpPrefix cidr = CidrSpec.read(part.get("cidr"));
        if (!part.get("cidr").present()) {
            part.wrong("cidr is missing: write a range such as 10.0.0.0/8 or fd00::/8");
        }
        List<IpPrefix> except = new ArrayList<>();
        boolean good = cidr != null;
        for (Part item : part.get("except").items()) {
            IpPrefix out = CidrSpec.read(item);
            if (out != null && cidr != null && !within(out, cidr)) {
                item.wrong("found " + out + ", which is no part of " + cidr + ": leave out a part of the cidr");
                good = false;
            } else if (out != null) {
                except.add(out);
            }
            good &= out != null;
        }
        // A range whose exceptions are not all known must not let them in.
        return cidr != null && good
                ? new PolicyPeer.Block(cidr, except)
                : new PolicyPeer.Unmatched("an ipBlock that cannot be read", true);
    }

    /** Whether it is a part of the range and not all of it. */
    private static boolean within(IpPrefix part, IpPrefix range) {
        return part.bits() > range.bits() && range.contains(part.address());
    }
}
