package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Pod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The cluster that a set of declarations makes: a pure function of the set, not of the order it was written in nor of what it
 * was before. Stateless.
 */
final class World {

    private World() {}

    /**
     * Every object there is, those that only follow from others included.
     *
     * @param network whether they come with what reachability is judged by
     */
    static Map<ObjectKey, Labelled> of(Map<ObjectKey, Declared> written, boolean network, Problems problems) {
        TreeMap<ObjectKey, Declared> declared = new TreeMap<>(written);
        Declared kubernetes = ServicePlan.kubernetes();
        declared.putIfAbsent(kubernetes.header().key(), kubernetes);

        Map<ObjectKey, Labelled> world = new TreeMap<>();
        Set<ObjectKey> served = new HashSet<>();
        for (Declared object : declared.values()) {
            if (object instanceof Declared.Plain plain) {
                Map<String, String> labels = plain.header().labels();
                put(world, network ? Details.completed(plain.object(), labels) : plain.object(), labels);
                if (plain.object() instanceof EndpointSlice slice && slice.service() != null) {
                    served.add(new ObjectKey("Service", slice.namespace(), slice.service()));
                }
            }
        }
        Map<ObjectKey, Declared.PodSpec> pods = new PodPlan(problems).make(declared.values());
        Details details = new Details(declared.values());
        pods.forEach((key, pod) -> put(
                world,
                new Pod(
                        key.namespace(),
                        key.name(),
                        pod.addresses(),
                        pod.terminating(),
                        pod.template().traits(),
                        network ? details.of(pod) : null),
                pod.template().labels()));

        ServicePlan services = new ServicePlan(problems, declared.values());
        SlicePlan slices = new SlicePlan(pods.values(), declared.keySet());
        for (Declared object : declared.values()) {
            if (object instanceof Declared.ServiceSpec service) {
                put(
                        world,
                        services.place(service, network ? details.of(service) : null),
                        service.header().labels());
                if (!served.contains(service.header().key())) {
                    slices.derive(service).forEach(slice -> put(world, slice.object(), slice.labels()));
                }
            }
        }
        namespaces(world, network);
        return world;
    }

    /** A namespace that anything lives in exists; so do the two that every cluster has. */
    private static void namespaces(Map<ObjectKey, Labelled> world, boolean network) {
        Set<String> names = new HashSet<>(Set.of("default", "kube-system"));
        world.keySet().forEach(key -> names.add(key.namespace()));
        names.remove("");
        for (String name : names) {
            Namespace namespace = new Namespace(name);
            world.computeIfAbsent(ObjectKey.of(namespace), key -> new Labelled(namespace, Map.of()));
        }
        world.replaceAll((key, labelled) -> {
            if (!(labelled.object() instanceof Namespace)) {
                return labelled;
            }
            Map<String, String> labels = new HashMap<>(labelled.labels());
            labels.put("kubernetes.io/metadata.name", key.name());
            return new Labelled(network ? new Namespace(key.name(), LabelSet.of(labels)) : labelled.object(), labels);
        });
    }

    private static void put(Map<ObjectKey, Labelled> world, ClusterObject object, Map<String, String> labels) {
        world.put(ObjectKey.of(object), new Labelled(object, labels));
    }
}
