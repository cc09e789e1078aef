package io.kinglet.k8s.model;

import io.kinglet.dns.name.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other end of what a policy's rule is about. Immutable. */
public sealed interface PolicyPeer {

    /**
     * Pods.
     *
     * @param namespaces of the namespaces they are in; null for the policy's own
     * @param pods null for all of those namespaces
     */
    record Pods(
            @Nullable LabelSelector namespaces, @Nullable LabelSelector pods) implements PolicyPeer {}

    /**
     * Addresses.
     *
     * @param except parts of the range that do not count
     */
    record Block(IpPrefix cidr, List<IpPrefix> except) implements PolicyPeer {

        public Block {
            except = List.copyOf(except);
        }
    }

    /** Nodes by their labels: the addresses of those, which are not known here. No Pod with an address of its own is one. */
    record Nodes(LabelSelector nodes) implements PolicyPeer {}

    /**
     * What cannot be matched with what is known here: domain names, or a peer with a flaw.
     *
     * @param what in words, such as {@code the domain name *.example.com}
     * @param matchesNothing whether it is a flaw, which matches nothing; otherwise it may match
     */
    record Unmatched(String what, boolean matchesNothing) implements PolicyPeer {}
}
