package io.kinglet.k8s.index;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.Service;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The zone that a set of objects makes, written down name by name and from scratch: slow, and plain enough to be believed. */
final class NaiveZone {

    private static final String Z = ".cluster.local.";

    /** Owner to its records, {@code TYPE RDATA} each; a name without records is there as well. */
    final Map<String, Set<String>> names = new TreeMap<>();

    private final Collection<ClusterObject> objects;

    NaiveZone(Collection<ClusterObject> objects) {
        this.objects = objects;
        for (ClusterObject object : objects) {
            boolean placed = object.kind() == Kind.NAMESPACE || objects.contains(new Namespace(object.namespace()));
            if (object instanceof Namespace) {
                add(object.name() + ".svc" + Z);
                add(object.name() + ".pod" + Z);
            } else if (object instanceof Service service && placed) {
                service(service, service.name() + "." + service.namespace() + ".svc" + Z);
            } else if (object instanceof Pod pod && placed && !pod.terminating()) {
                pod.addresses().forEach(ip -> address(dashed(ip) + "." + pod.namespace() + ".pod" + Z, ip));
            }
        }
        // The cluster IP of a Service is its alone.
        names.forEach((owner, records) -> {
            Set<String> whole =
                    records.stream().filter(r -> r.startsWith("PTR !")).collect(Collectors.toSet());
            if (!whole.isEmpty()) {
                records.clear();
                whole.forEach(record -> records.add(record.replace("!", "")));
            }
        });
    }

    private void service(Service service, String name) {
        Set<Endpoint> endpoints = endpoints(service);
        if (service.type() == Service.Type.EXTERNAL_NAME) {
            add(name, "CNAME " + service.externalName() + ".");
            return;
        }
        boolean headless = service.type() == Service.Type.HEADLESS;
        if (headless && endpoints.isEmpty()) {
            return;
        }
        add(name);
        add("_tcp." + name);
        int share = headless ? endpoints.size() : service.clusterIps().size();
        for (IpAddress ip : service.clusterIps()) {
            for (String owner : new String[] {name, "_http._tcp." + name}) {
                address(owner, ip);
                add(owner, "SRV 0 " + 100 / share + " 80 " + name);
            }
            add(ReverseName.of(ip).toString(), "PTR !" + name);
        }
        add("_http._tcp." + name);
        for (Endpoint endpoint : endpoints) {
            IpAddress ip = endpoint.addresses().get(0);
            String own = (endpoint.hostname() != null ? endpoint.hostname() : dashed(ip)) + "." + name;
            address(own, ip);
            add(ReverseName.of(ip).toString(), "PTR " + own);
            if (headless) {
                address(name, ip);
                address("_http._tcp." + name, ip);
                add(name, "SRV 0 " + 100 / share + " 80 " + own);
                add("_http._tcp." + name, "SRV 0 " + 100 / share + " 80 " + own);
            }
        }
    }

    private Set<Endpoint> endpoints(Service service) {
        Set<Endpoint> endpoints = new LinkedHashSet<>();
        for (ClusterObject object : objects) {
            if (object instanceof EndpointSlice slice
                    && slice.namespace().equals(service.namespace())
                    && service.name().equals(slice.service())) {
                slice.endpoints().stream().filter(Endpoint::ready).forEach(endpoints::add);
            }
        }
        return endpoints;
    }

    private void address(String owner, IpAddress ip) {
        add(owner, (ip.v6() ? "AAAA " : "A ") + ip);
    }

    private void add(String owner, String... records) {
        names.computeIfAbsent(owner, key -> new TreeSet<>()).addAll(Set.of(records));
    }

    private static String dashed(IpAddress ip) {
        return ip.toString().replaceAll("[.:]", "-").replaceAll("-$", "-0");
    }
}
