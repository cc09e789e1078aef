package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.ServiceImport;
import io.kinglet.k8s.model.ServicePort;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code discovery.k8s.io EndpointSlice}, and a {@code multicluster.x-k8s.io ServiceImport}. Stateless. */
final class SliceReader {

    static final String SERVICE = "kubernetes.io/service-name";
    static final String IMPORTED_SERVICE = "multicluster.kubernetes.io/service-name";
    static final String SOURCE_CLUSTER = "multicluster.kubernetes.io/source-cluster";
    private static final String TRIGGERED = "endpoints.kubernetes.io/last-change-trigger-time";

    private SliceReader() {}

    /** Null for a slice of names, which no DNS answer is made of. */
    static @Nullable Declared read(Declared.Header header, Field root) {
        Field type = root.get("addressType");
        String family = type.word("IPv4", "IPv6", "FQDN");
        if (!type.present()) {
            root.wrong("addressType is missing: write IPv4 or IPv6");
        }
        if (family.equals("FQDN")) {
            return null;
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (Field field : root.get("endpoints").items()) {
            Endpoint endpoint = endpoint(field, family.equals("IPv6"));
            if (endpoint != null) {
                endpoints.add(endpoint);
            }
        }
        EndpointSlice slice = new EndpointSlice(
                header.key().namespace(),
                header.key().name(),
                header.labels().get(SERVICE),
                header.labels().get(IMPORTED_SERVICE),
                header.labels().get(SOURCE_CLUSTER),
                ports(root.get("ports"), false),
                List.copyOf(endpoints),
                instant(header.annotations().get(TRIGGERED)));
        return new Declared.Plain(header, slice);
    }

    static Declared readImport(Declared.Header header, Field root) {
        Field spec = root.get("spec");
        List<IpAddress> addresses = new ArrayList<>();
        for (Field field : spec.get("ips").items()) {
            IpAddress address = field.address();
            if (address != null) {
                addresses.add(address);
            }
        }
        boolean headless = spec.get("type").word("ClusterSetIP", "Headless").equals("Headless");
        return new Declared.Plain(
                header,
                new ServiceImport(
                        header.key().namespace(),
                        header.key().name(),
                        headless,
                        headless ? List.of() : List.copyOf(addresses),
                        ports(spec.get("ports"), true)));
    }

    private static @Nullable Endpoint endpoint(Field field, boolean v6) {
        List<IpAddress> addresses = new ArrayList<>();
        for (Field item : field.get("addresses").items()) {
            IpAddress address = item.address();
            if (address != null && address.v6() != v6) {
                item.wrong(address + " is not " + ServiceReader.family(v6)
                        + ", the addressType of this slice: put it in a slice of its own");
            } else if (address != null) {
                addresses.add(address);
            }
        }
        Field target = field.get("targetRef");
        boolean pod = target.get("kind").text("").equals("Pod");
        Field conditions = field.get("conditions");
        boolean ready = conditions.get("ready").flag(true);
        Endpoint endpoint = new Endpoint(
                List.copyOf(addresses),
                ready,
                field.get("hostname").text(NameRules::label),
                pod ? target.get("name").text() : null,
                field.get("zone").text(),
                conditions.get("serving").flag(ready),
                conditions.get("terminating").flag(false));
        if (field.get("addresses").items().isEmpty()) {
            field.wrong("addresses is missing: write at least one address");
        }
        return addresses.isEmpty() ? null : endpoint;
    }

    /** A port without a number means "all ports" in a slice and names none; a Service has no such thing. */
    private static List<ServicePort> ports(Field list, boolean numbered) {
        List<ServicePort> ports = new ArrayList<>();
        for (Field field : list.items()) {
            Integer number = field.get("port").number(1, 65535);
            String name = ServiceReader.name(field);
            String protocol = ServiceReader.protocol(field);
            if (number != null) {
                ports.add(new ServicePort(name, protocol, number));
            } else if (numbered && !field.get("port").present()) {
                field.wrong("port is missing: write a number from 1 to 65535");
            }
        }
        return List.copyOf(ports);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
