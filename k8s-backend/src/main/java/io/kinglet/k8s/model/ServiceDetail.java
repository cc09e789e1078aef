package io.kinglet.k8s.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reachability and explanations need of a Service beside what DNS does. Read only where it is asked for.
 *
 * @param type {@code spec.type} as written: {@code ClusterIP}, {@code NodePort}, {@code LoadBalancer} or {@code ExternalName}
 * @param selector {@link LabelSet#EMPTY} when it selects nothing, and somebody else makes its EndpointSlices
 * @param ports in the order they are written
 * @param publishNotReady {@code spec.publishNotReadyAddresses}
 * @param externalLocal whether {@code spec.externalTrafficPolicy} is Local
 * @param internalLocal whether {@code spec.internalTrafficPolicy} is Local
 * @param version the generation of the object, or its resource version where it has none; empty for one that is written down
 */
public record ServiceDetail(
        String type,
        LabelSet selector,
        List<Port> ports,
        boolean publishNotReady,
        boolean externalLocal,
        boolean internalLocal,
        String version) {

    public ServiceDetail {
        ports = List.copyOf(ports);
    }

    /**
     * A port of the Service and what it leads to.
     *
     * @param name empty when it has none
     * @param protocol lower case
     * @param number 1 to 65535
     * @param targetNumber the port of the Pod; 0 when it is given by name
     * @param targetName the name of a container's port; null when it is given by number
     * @param nodePort 0 when it has none
     */
    public record Port(
            String name,
            String protocol,
            int number,
            int targetNumber,
            @Nullable String targetName,
            int nodePort) {}
}
