package io.kinglet.k8s.reach;

import org.jspecify.annotations.Nullable;

/** Which endpoints of a Service get the traffic, by where they are. */
sealed interface Spread {

    /** All of the cluster. */
    record Everywhere() implements Spread {}

    /**
     * Those of one node.
     *
     * @param node null where it is not known which
     */
    record OneNode(@Nullable String node) implements Spread {}

    /** Each node sends to its own: a load balancer in front chooses the node. */
    record EachNode() implements Spread {}
}
