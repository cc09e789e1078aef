package io.kinglet.k8s.policy;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.model.LabelSelector;
import io.kinglet.k8s.model.PolicyPeer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a peer of a rule is the other end of the traffic (API reference: NetworkPolicyPeer, IPBlock). Immutable.
 *
 * @param side the side that is judged
 * @param namespace the policy's own; empty for a policy of the cluster, whose selectors never are about Pods in the network of their
 *     node (ClusterNetworkPolicy: subject, peers)
 */
record PeerMatcher(Side side, String namespace) {

    /**
     * The peers of a list are alternatives.
     *
     * @param peers null for every peer
     */
    Match any(@Nullable List<PolicyPeer> peers) {
        if (peers == null) {
            return Match.YES;
        }
        Match match = Match.NO;
        for (PolicyPeer peer : peers) {
            match = match.or(one(peer));
            if (match.yes()) {
                break;
            }
        }
        return match;
    }

    private Match one(PolicyPeer peer) {
        if (peer instanceof PolicyPeer.Pods pods) {
            return pods(pods);
        }
        if (peer instanceof PolicyPeer.Block block) {
            return block(block);
        }
        boolean never = peer instanceof PolicyPeer.Unmatched unmatched
                ? unmatched.matchesNothing()
                : side.other().ownAddress();
        return never
                ? Match.NO
                : Match.maybe(side.reason(
                        Reason.Code.UNMATCHED_PEER,
                        "whether " + side.other().name() + " is one of " + Words.peer(peer, namespace)
                                + " cannot be told from here"));
    }

    private Match pods(PolicyPeer.Pods pods) {
        Party other = side.other();
        for (Party.Member member : other.members()) {
            if (selects(pods, member)) {
                return other.doubt() == null ? Match.YES : Match.maybe(other.doubtReason(side.direction()));
            }
        }
        return side.ingress() || other.service() == null ? Match.NO : Match.maybe(side.untranslated());
    }

    private boolean selects(PolicyPeer.Pods peer, Party.Member member) {
        if (namespace.isEmpty() && member.pod().hostNetwork()) {
            return false;
        }
        LabelSelector namespaces = peer.namespaces();
        boolean there = namespaces == null
                ? member.pod().namespace().equals(namespace)
                : namespaces.matches(member.namespace().labels());
        LabelSelector pods = peer.pods();
        return there && (pods == null || pods.matches(member.pod().labels()));
    }

    private Match block(PolicyPeer.Block block) {
        Party other = side.other();
        boolean inside = contains(block, other.address());
        // The concepts page has it that Pods in the network of their node are met by ipBlock. Plugins that go by
        // identity, and those
        // that send from a tunnel's address, do not. Networks of the cluster's policies are about all addresses.
        boolean doubted = !namespace.isEmpty() && other.doubt() == Reason.Code.HOST_NETWORK;
        if (everyAddress(block) && inside && !doubted) {
            return Match.YES;
        }
        if (!side.ingress() && other.service() != null) {
            return Match.maybe(side.untranslated());
        }
        // Concepts page, ipBlock: it is not defined whether addresses are rewritten before or after policies are
        // applied.
        IpAddress via = side.traffic().via();
        boolean rewritten = side.ingress()
                ? side.traffic().sourceHidden() && other.members().isEmpty()
                : via != null && contains(block, via) != inside;
        if (rewritten) {
            return Match.maybe(rewritten());
        }
        return inside && doubted ? Match.maybe(other.doubtReason(side.direction())) : Match.of(inside);
    }

    private Reason rewritten() {
        String text;
        if (side.ingress()) {
            text = "the address of " + side.other().name()
                    + " may be replaced on the way by that of a node or a load balancer, before or after policies are applied";
        } else {
            text = "the traffic is sent to " + side.traffic().via() + " and translated to "
                    + side.other().address() + ": which of the two an ipBlock is compared with is not defined";
        }
        return side.reason(Reason.Code.REWRITTEN_ADDRESS, text);
    }

    private static boolean everyAddress(PolicyPeer.Block block) {
        return block.cidr().bits() == 0 && block.except().isEmpty();
    }

    private static boolean contains(PolicyPeer.Block block, IpAddress address) {
        if (!block.cidr().contains(address)) {
            return false;
        }
        for (IpPrefix except : block.except()) {
            if (except.contains(address)) {
                return false;
            }
        }
        return true;
    }
}
