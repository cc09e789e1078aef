package io.kinglet.k8s.policy;

import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.model.PolicyPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says whether a port of a rule is the port that the traffic goes to (API reference: NetworkPolicyPort). Immutable. */
record PortMatcher(Side side) {

    /**
     * The ports of a list are alternatives.
     *
     * @param ports null for every port
     */
    Match any(@Nullable List<PolicyPort> ports) {
        if (ports == null) {
            return Match.YES;
        }
        Match match = Match.NO;
        for (PolicyPort port : ports) {
            match = match.or(one(port));
            if (match.yes()) {
                break;
            }
        }
        return match;
    }

    private Match one(PolicyPort port) {
        Traffic traffic = side.traffic();
        if (port.protocol() != null && !port.protocol().equals(traffic.protocol())) {
            return Match.NO;
        }
        if (port.name() == null && port.first() == 0) {
            return Match.YES;
        }
        if (side.destination().service() != null) {
            return Match.maybe(side.untranslated());
        }
        if (port.name() != null) {
            return named(port.name());
        }
        return Match.of(port.first() <= traffic.port() && traffic.port() <= port.last());
    }

    /** A name is that of a container's port at the end that is reached, so each Pod may give it another number. */
    private Match named(String name) {
        Party to = side.destination();
        for (Party.Member member : to.members()) {
            for (ContainerPort port : member.pod().template().ports()) {
                if (port.number() == side.traffic().port()
                        && port.protocol().equals(side.traffic().protocol())
                        && port.name().equals(name)) {
                    return to.doubt() == null ? Match.YES : Match.maybe(to.doubtReason(side.direction()));
                }
            }
        }
        return Match.NO;
    }

    /** The names in the list that no container of the destination has for the protocol they are asked with. */
    List<PolicyPort> unknownNames(@Nullable List<PolicyPort> ports) {
        Party to = side.destination();
        if (ports == null || to.members().isEmpty()) {
            return List.of();
        }
        return ports.stream()
                .filter(port -> port.name() != null && !known(port, to))
                .toList();
    }

    private static boolean known(PolicyPort asked, Party to) {
        return to.members().stream()
                .flatMap(member -> member.pod().template().ports().stream())
                .anyMatch(port -> port.name().equals(asked.name())
                        && (asked.protocol() == null || asked.protocol().equals(port.protocol())));
    }
}
