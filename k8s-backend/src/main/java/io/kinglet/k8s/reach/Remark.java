package io.kinglet.k8s.reach;

/**
 * Something worth knowing about the way, beside what policies say.
 *
 * @param code for programs: stable
 * @param text for people: one sentence without a full stop
 */
public record Remark(Code code, String text) {

    /** What it is about. */
    public enum Code {
        /** Containers of one Pod share localhost. */
        LOCALHOST,
        /** The Pod reaches itself through its Service. */
        HAIRPIN,
        /** The target has no such port. */
        NO_SUCH_PORT,
        /** The Pod declares no ports, so that every number is judged. */
        NO_DECLARED_PORTS,
        /** The Service has a port that none of its EndpointSlices has. */
        PORT_WITHOUT_ENDPOINTS,
        /** The Service has no endpoints although Pods are there. */
        NO_ENDPOINTS,
        /** The Service selects no Pods at all. */
        SELECTS_NOBODY,
        /** The Service has no selector, and nobody made EndpointSlices for it. */
        NO_SELECTOR,
        /** Some or all endpoints are not ready and get no traffic. */
        NOT_READY,
        /** Endpoints that are not ready are published as if they were. */
        NOT_READY_PUBLISHED,
        /** No endpoint is ready, so that those get traffic which terminate and still serve. */
        TERMINATING_USED,
        /** Only endpoints of one node, or of each node by itself, get traffic. */
        LOCAL_ONLY,
        /** The node of an endpoint or of the origin is not known. */
        NODE_UNKNOWN,
        /** A headless Service translates no ports. */
        HEADLESS,
        /** The name stands for another one. */
        EXTERNAL_NAME,
        /** Names stand for each other in a circle, or in too long a row. */
        EXTERNAL_NAME_LOOP,
        /** How the Service is reached from outside. */
        WAY_IN,
        /** The Service is not reached from outside. */
        NO_WAY_IN,
        /** The source address may be another one when it arrives. */
        SOURCE_REWRITTEN,
        /** It depends on the address at the other end, which is not known. */
        DEPENDS_ON_ADDRESS,
        /** A rule names the port of the Service where the port of the Pod counts. */
        PORT_TRAP,
        /** The address is that of a node, or of a process on it. */
        NODE,
        /** The address is outside of the cluster. */
        OUTSIDE,
        /** A Pod has no address yet. */
        NO_ADDRESS,
        /** Origin and target have no address family in common. */
        NO_COMMON_FAMILY,
        /** DNS is answered by a cache on the node. */
        NODE_LOCAL_DNS
    }
}
