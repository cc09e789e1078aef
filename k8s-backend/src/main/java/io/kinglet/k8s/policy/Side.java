package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.policy.Reason.Direction;
import java.util.Objects;

/**
 * One side of traffic: the end whose policies are asked, and the end they are asked about. Immutable.
 *
 * @param self where the traffic leaves (egress) or arrives (ingress)
 * @param other its peer
 */
record Side(Direction direction, Party self, Party other, Traffic traffic) {

    static Side egress(Party from, Party to, Traffic traffic) {
        return new Side(Direction.EGRESS, from, to, traffic);
    }

    static Side ingress(Party from, Party to, Traffic traffic) {
        return new Side(Direction.INGRESS, to, from, traffic);
    }

    boolean ingress() {
        return direction == Direction.INGRESS;
    }

    /** The end whose ports are reached. */
    Party destination() {
        return ingress() ? self : other;
    }

    /** {@code ingress} or {@code egress}, as a field of a policy's spec. */
    String word() {
        return ingress() ? "ingress" : "egress";
    }

    /** Such as {@code from shop/web}. */
    String peer() {
        return (ingress() ? "from " : "to ") + other.name();
    }

    /** Where the destination is a Service's address: what it is translated to is another address and, maybe, another port. */
    Reason untranslated() {
        Service service = Objects.requireNonNull(destination().service());
        return reason(
                Reason.Code.REWRITTEN_ADDRESS,
                destination().name() + " is an address of Service " + service.namespace() + "/" + service.name()
                        + ": whether policies see it, or the endpoint and port it is translated to, is not defined");
    }

    Reason reason(Reason.Code code, Reason.PolicyId policy, String text) {
        return new Reason(code, direction, policy, text);
    }

    Reason reason(Reason.Code code, String text) {
        return new Reason(code, direction, null, text);
    }
}
