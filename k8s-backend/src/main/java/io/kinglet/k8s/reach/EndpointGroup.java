package io.kinglet.k8s.reach;

import io.kinglet.k8s.policy.Verdict;
import java.util.List;

/**
 * Destinations that are judged alike.
 *
 * @param port at the destination itself: behind a Service, the target port
 */
public record EndpointGroup(List<Destination> destinations, int port, Verdict verdict) {

    public EndpointGroup {
        destinations = List.copyOf(destinations);
    }
}
