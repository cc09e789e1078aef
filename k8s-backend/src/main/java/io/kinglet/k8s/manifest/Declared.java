package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.External;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.model.PodTemplate.ContainerPort;
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
            External external,
            Exposure exposure)
            implements Declared {}

    /**
     * How a Service is reached, beside what DNS says of it.
     *
     * @param type as written
     * @param externalLocal whether {@code externalTrafficPolicy} is Local
     * @param internalLocal whether {@code internalTrafficPolicy} is Local
     * @param nodePorts whether ports without a node port are given one
     */
    record Exposure(String type, boolean externalLocal, boolean internalLocal, boolean nodePorts) {

        /** As a Service is that says nothing of it. */
        static final Exposure CLUSTER_IP = new Exposure("ClusterIP", false, false, false);
    }

    /**
     * A port of a Service.
     *
     * @param protocol lower case
     * @param targetName name of the container port; null when it is given by number
     * @param nodePort 0 when none is given
     */
    record Port(
            String name,
            String protocol,
            int number,
            int targetNumber,
            @Nullable String targetName,
            int nodePort) {}

    /**
     * A Pod.
     *
     * @param addresses those given
     * @param wantsAddress whether it is given one when it has none
     * @param nodeAddress given as that of its node; null for none
     * @param phase as written, Running if not
     */
    record PodSpec(
            Header header,
            Template template,
            List<IpAddress> addresses,
            boolean wantsAddress,
            boolean ready,
            boolean terminating,
            @Nullable IpAddress nodeAddress,
            String phase)
            implements Declared {

        /** Whether it has run to its end, and so counts for nothing. */
        boolean ended() {
            return !phase.equals("Running") && !phase.equals("Pending");
        }

        boolean hostNetwork() {
            return template.traits().contains(Pod.Trait.HOST_NETWORK);
        }
    }

    /**
     * The part of a Pod that a workload writes for its pods.
     *
     * @param node the name of the node it is put on; empty for none
     */
    record Template(
            Map<String, String> labels,
            @Nullable String hostname,
            @Nullable String subdomain,
            @Nullable String zone,
            List<ContainerPort> ports,
            Set<Pod.Trait> traits,
            String node,
            String dnsPolicy,
            PodDnsConfig dnsConfig) {

        /** The same with other labels, for the Pod of this name. */
        Template named(Map<String, String> own, String name) {
            return new Template(own, name, subdomain, zone, ports, traits, node, dnsPolicy, dnsConfig);
        }

        Template under(@Nullable String parent) {
            return new Template(labels, hostname, parent, zone, ports, traits, node, dnsPolicy, dnsConfig);
        }
    }

    /**
     * A Deployment, ReplicaSet, DaemonSet or StatefulSet.
     *
     * @param firstOrdinal the number of the first pod of a StatefulSet; null for the others, whose pods have no order
     */
    record Workload(Header header, int replicas, @Nullable Integer firstOrdinal, Template template)
            implements Declared {}
}
