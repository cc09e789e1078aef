package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.External;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a manifest asks for, before pods are made, addresses given and slices derived. Immutable. */
sealed interface Declared {

    Header header();

    /**
     * What every object begins with.
     *
     * @param at where the object begins
     */
    record Header(ObjectKey key, Position at, Map<String, String> labels, Map<String, String> annotations) {}

    /** An object that is served as it stands. */
    record Plain(Header header, ClusterObject object) implements Declared {}

    /**
     * A Service.
     *
     * @param families one per cluster IP, in order; true for IPv6
     * @param clusterIps those given
     * @param selector empty for none
     */
    record ServiceSpec(
            Header header,
            Service.Type type,
            List<Boolean> families,
            List<IpAddress> clusterIps,
            @Nullable String externalName,
            List<Port> ports,
            Map<String, String> selector,
            boolean publishNotReady,
            External external)
            implements Declared {}

    /**
     * A port of a Service.
     *
     * @param protocol lower case
     * @param targetName name of the container port; null when it is given by number
     */
    record Port(
            String name,
            String protocol,
            int number,
            int targetNumber,
            @Nullable String targetName) {}

    /**
     * A Pod.
     *
     * @param addresses those given
     * @param wantsAddress whether it is given one when it has none
     * @param ended whether it has run to its end, and so counts for nothing
     */
    record PodSpec(
            Header header,
            Template template,
            List<IpAddress> addresses,
            boolean wantsAddress,
            boolean ready,
            boolean terminating,
            boolean ended)
            implements Declared {}

    /** The part of a Pod that a workload writes for its pods. */
    record Template(
            Map<String, String> labels,
            @Nullable String hostname,
            @Nullable String subdomain,
            @Nullable String zone,
            List<ContainerPort> ports,
            Set<Pod.Trait> traits) {}

    /**
     * A named port of a container.
     *
     * @param protocol lower case
     */
    record ContainerPort(String name, String protocol, int number) {}

    /**
     * A Deployment, ReplicaSet, DaemonSet or StatefulSet.
     *
     * @param firstOrdinal the number of the first pod of a StatefulSet; null for the others, whose pods have no order
     */
    record Workload(Header header, int replicas, @Nullable Integer firstOrdinal, Template template)
            implements Declared {}
}
