package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.model.PodTemplate;
import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reachability and explanations need of a Pod; reused from object to object. Confined to one thread. */
final class PodDetailShape {

    private final List<ContainerPort> ports = new ArrayList<>();
    private final List<ContainerPort> ofSidecars = new ArrayList<>();
    private final List<IpAddress> nodeAddress = new ArrayList<>(1);
    private @Nullable String hostname;
    private @Nullable String subdomain;
    private String node = "";
    private String phase = "";
    private String dnsPolicy = "";
    private PodDnsConfig dnsConfig = PodDnsConfig.NONE;
    private boolean ready;

    void clear() {
        ports.clear();
        ofSidecars.clear();
        nodeAddress.clear();
        hostname = null;
        subdomain = null;
        node = "";
        phase = "";
        dnsPolicy = "";
        dnsConfig = PodDnsConfig.NONE;
        ready = false;
    }

    void dnsPolicy(@Nullable String policy) {
        dnsPolicy = policy == null ? "" : policy;
    }

    /** Reads {@code dnsConfig}; whether it has a search list of its own. */
    boolean dnsConfig(Cursor cursor) {
        List<String> nameservers = List.of();
        List<String> searches = List.of();
        List<String> options = new ArrayList<>();
        if (!cursor.object()) {
            return false;
        }
        while (cursor.field()) {
            switch (cursor.name()) {
                case "nameservers" -> nameservers = TextList.read(cursor);
                case "searches" -> searches = TextList.read(cursor);
                case "options" -> options(cursor, options);
                default -> cursor.skip();
            }
        }
        dnsConfig = new PodDnsConfig(nameservers, searches, options);
        return !searches.isEmpty();
    }

    private static void options(Cursor cursor, List<String> into) {
        if (!cursor.array()) {
            return;
        }
        while (cursor.element()) {
            String name = null;
            String value = null;
            if (cursor.object()) {
                while (cursor.field()) {
                    switch (cursor.name()) {
                        case "name" -> name = cursor.text();
                        case "value" -> value = cursor.text();
                        default -> cursor.skip();
                    }
                }
            }
            if (name != null && !name.isEmpty()) {
                into.add(value == null || value.isEmpty() ? name : name + ":" + value);
            }
        }
    }

    /** Reads the field of {@code spec} at which {@code cursor} stands; false when it is of no use here. */
    boolean spec(Cursor cursor) {
        switch (cursor.name()) {
            case "hostname" -> hostname = nonEmpty(cursor.text());
            case "subdomain" -> subdomain = nonEmpty(cursor.text());
            case "nodeName" -> node = orEmpty(cursor.text());
            case "containers" -> containers(cursor, ports, false);
            case "initContainers" -> containers(cursor, ofSidecars, true);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads the field of {@code status} at which {@code cursor} stands; false when it is of no use here. */
    boolean status(Cursor cursor) {
        switch (cursor.name()) {
            case "phase" -> phase = orEmpty(cursor.text());
            case "hostIP" -> AddressList.add(cursor, nodeAddress);
            case "conditions" -> ready = ready(cursor);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A sidecar is an init container that runs as long as the Pod does, so that its ports are ports of the Pod. */
    private static void containers(Cursor cursor, List<ContainerPort> into, boolean init) {
        if (!cursor.array()) {
            return;
        }
        while (cursor.element()) {
            int before = into.size();
            boolean sidecar = false;
            if (cursor.object()) {
                while (cursor.field()) {
                    switch (cursor.name()) {
                        case "ports" -> ports(cursor, into);
                        case "restartPolicy" -> sidecar = "Always".equals(cursor.text());
                        default -> cursor.skip();
                    }
                }
            }
            if (init && !sidecar) {
                into.subList(before, into.size()).clear();
            }
        }
    }

    private static void ports(Cursor cursor, List<ContainerPort> into) {
        if (!cursor.array()) {
            return;
        }
        while (cursor.element()) {
            String name = "";
            String protocol = "tcp";
            int number = 0;
            if (cursor.object()) {
                while (cursor.field()) {
                    switch (cursor.name()) {
                        case "name" -> name = orEmpty(cursor.text());
                        case "protocol" -> protocol = PortList.protocol(cursor.text());
                        case "containerPort" -> number = cursor.integer();
                        default -> cursor.skip();
                    }
                }
            }
            if (number < 1 || number > 65535) {
                cursor.flaw("containerPort " + number + " is not in 1..65535");
            } else if (!PortList.isProtocol(protocol)) {
                cursor.flaw("containerPort " + number + " has the unknown protocol " + Names.shown(protocol));
            } else {
                into.add(new ContainerPort(name, protocol, number));
            }
        }
    }

    private static boolean ready(Cursor cursor) {
        boolean ready = false;
        if (!cursor.array()) {
            return false;
        }
        while (cursor.element()) {
            String type = null;
            String status = null;
            if (cursor.object()) {
                while (cursor.field()) {
                    switch (cursor.name()) {
                        case "type" -> type = cursor.text();
                        case "status" -> status = cursor.text();
                        default -> cursor.skip();
                    }
                }
            }
            ready |= "Ready".equals(type) && "True".equals(status);
        }
        return ready;
    }

    PodDetail build(Metadata metadata) {
        // One order, whatever the encoding has first.
        List<ContainerPort> all = new ArrayList<>(ports);
        all.addAll(ofSidecars);
        PodTemplate template = new PodTemplate(
                metadata.labels(), all, subdomain, dnsPolicy.isEmpty() ? "ClusterFirst" : dnsPolicy, dnsConfig);
        IpAddress address = nodeAddress.isEmpty() ? null : nodeAddress.get(0);
        return new PodDetail(template, hostname, ready, node, address, phase);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String nonEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
