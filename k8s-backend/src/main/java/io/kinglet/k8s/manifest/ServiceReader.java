package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.External;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.spec.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a {@code v1 Service}. Stateless. */
final class ServiceReader {

    private static final int PORT_MAX = 65535;

    private ServiceReader() {}

    static Declared read(Declared.Header header, Field root) {
        Field spec = root.get("spec");
        String word = spec.get("type").word("ClusterIP", "NodePort", "LoadBalancer", "ExternalName");
        boolean external = word.equals("ExternalName");
        List<Field> given = givenClusterIps(spec);
        boolean headless =
                !external && given.size() == 1 && "None".equals(given.get(0).text());
        List<IpAddress> clusterIps = external || headless ? List.of() : addresses(given);
        Service.Type type =
                external ? Service.Type.EXTERNAL_NAME : headless ? Service.Type.HEADLESS : Service.Type.CLUSTER_IP;
        return new Declared.ServiceSpec(
                header,
                type,
                external ? List.of() : families(spec, clusterIps),
                clusterIps,
                external ? externalName(spec) : null,
                ports(spec),
                spec.get("selector").texts(),
                spec.get("publishNotReadyAddresses").flag(false),
                external(root),
                exposure(word, spec));
    }

    private static Declared.Exposure exposure(String type, Field spec) {
        boolean allocated = type.equals("NodePort")
                || type.equals("LoadBalancer")
                        && spec.get("allocateLoadBalancerNodePorts").flag(true);
        return new Declared.Exposure(
                type,
                spec.get("externalTrafficPolicy").word("Cluster", "Local").equals("Local"),
                spec.get("internalTrafficPolicy").word("Cluster", "Local").equals("Local"),
                allocated);
    }

    /** Where it is reached from outside: the API server has most of this in the status, which a load balancer writes. */
    private static External external(Field root) {
        List<IpAddress> addresses = new ArrayList<>();
        List<String> hostnames = new ArrayList<>();
        for (Field field : root.get("spec").get("externalIPs").items()) {
            addAddress(field, addresses);
        }
        for (Field entry : root.get("status").get("loadBalancer").get("ingress").items()) {
            Field hostname = entry.get("hostname");
            if (entry.get("ip").present()) {
                addAddress(entry.get("ip"), addresses);
            } else if (hostname.present()) {
                String text = hostname.text(NameRules::domain);
                if (text != null) {
                    hostnames.add(text);
                }
            }
        }
        return addresses.isEmpty() && hostnames.isEmpty() ? External.NONE : new External(addresses, hostnames);
    }

    private static void addAddress(Field field, List<IpAddress> addresses) {
        IpAddress address = field.address();
        if (address != null) {
            addresses.add(address);
        }
    }

    /** {@code clusterIPs}, or the one {@code clusterIP}; an empty text asks for an allocation. */
    private static List<Field> givenClusterIps(Field spec) {
        Field one = spec.get("clusterIP");
        List<Field> all = spec.get("clusterIPs").items();
        if (all.isEmpty()) {
            return one.text("").isEmpty() ? List.of() : List.of(one);
        }
        if (one.present() && !one.text("").equals(all.get(0).text(""))) {
            one.wrong("is not the first of clusterIPs: write the same address in both, or leave clusterIP out");
        }
        return all;
    }

    private static List<IpAddress> addresses(List<Field> given) {
        List<IpAddress> addresses = new ArrayList<>();
        for (Field field : given) {
            IpAddress address = field.address();
            if (address != null && addresses.stream().anyMatch(other -> other.v6() == address.v6())) {
                field.wrong("is a second " + family(address.v6()) + " address: write one of each family at most");
            } else if (address != null) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /** The families as the API server settles them: those named, those of the addresses given, or IPv4. */
    private static List<Boolean> families(Field spec, List<IpAddress> clusterIps) {
        List<Boolean> families = new ArrayList<>();
        for (Field field : spec.get("ipFamilies").items()) {
            boolean v6 = field.word("IPv4", "IPv6").equals("IPv6");
            if (families.contains(v6)) {
                field.wrong(family(v6) + " is named twice: write IPv4 and IPv6 once each at most");
            } else {
                families.add(v6);
            }
        }
        for (int i = 0; i < clusterIps.size(); i++) {
            boolean v6 = clusterIps.get(i).v6();
            if (families.size() <= i && !families.contains(v6)) {
                families.add(v6);
            } else if (families.get(i) != v6) {
                spec.get("ipFamilies")
                        .wrong("does not fit the cluster IP " + clusterIps.get(i)
                                + ": name the families in the same order");
                return families;
            }
        }
        if (families.isEmpty()) {
            families.add(false);
        }
        String policy = spec.get("ipFamilyPolicy").word("SingleStack", "PreferDualStack", "RequireDualStack");
        if (!policy.equals("SingleStack") && families.size() == 1) {
            families.add(!families.get(0));
        }
        return families;
    }

    private static @Nullable String externalName(Field spec) {
        Field field = spec.get("externalName");
        if (field.empty()) {
            spec.wrong(
                    "externalName is missing: a Service of type ExternalName names its target, such as db.example.com");
        }
        return field.text(NameRules::domain);
    }

    private static List<Declared.Port> ports(Field spec) {
        List<Declared.Port> ports = new ArrayList<>();
        for (Field field : spec.get("ports").items()) {
            Integer number = field.get("port").number(1, PORT_MAX);
            if (!field.get("port").present()) {
                field.wrong("port is missing: write a number from 1 to " + PORT_MAX);
            }
            int port = number == null ? 1 : number;
            String name = name(field);
            String protocol = protocol(field);
            Field target = field.get("targetPort");
            int nodePort = orElse(field.get("nodePort").number(0, PORT_MAX), 0);
            ports.add(
                    target.isName()
                            ? new Declared.Port(name, protocol, port, 0, target.text(Syntax::portName), nodePort)
                            : new Declared.Port(
                                    name, protocol, port, orElse(target.number(1, PORT_MAX), port), null, nodePort));
        }
        return ports;
    }

    /** The name of a port; empty for none. */
    static String name(Field port) {
        String name = port.get("name").text(NameRules::label);
        return name == null ? "" : name;
    }

    /** The protocol of a port, in lower case. */
    static String protocol(Field port) {
        return port.get("protocol").word("TCP", "UDP", "SCTP").toLowerCase(Locale.ROOT);
    }

    static String family(boolean v6) {
        return v6 ? "IPv6" : "IPv4";
    }

    private static int orElse(@Nullable Integer number, int other) {
        return number == null ? other : number;
    }
}
