package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.spec.Syntax;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code v1 Pod}, and the template that a workload writes for its pods. Stateless. */
final class PodReader {

    private static final String ZONE = "topology.kubernetes.io/zone";

    private PodReader() {}

    static Declared read(Declared.Header header, Field root) {
        Field status = root.get("status");
        List<IpAddress> addresses = addresses(status);
        String phase = status.get("phase").word("Running", "Pending", "Succeeded", "Failed", "Unknown");
        return new Declared.PodSpec(
                header,
                template(header.labels(), header.annotations(), root.get("spec")),
                addresses,
                addresses.isEmpty() && !phase.equals("Pending"),
                ready(status),
                root.get("metadata").get("deletionTimestamp").present(),
                status.get("hostIP").empty() ? null : status.get("hostIP").address(),
                phase);
    }

    static Declared.Template template(Map<String, String> labels, Map<String, String> annotations, Field spec) {
        List<ContainerPort> ports = new ArrayList<>();
        spec.get("containers").items().forEach(container -> ports(container, ports));
        for (Field container : spec.get("initContainers").items()) {
            // A sidecar runs as long as the pod, so its ports are ports of the pod.
            if (container.get("restartPolicy").text("").equals("Always")) {
                ports(container, ports);
            }
        }
        String zone = labels.containsKey(ZONE) ? labels.get(ZONE) : annotations.get(ZONE);
        return new Declared.Template(
                labels,
                spec.get("hostname").text(NameRules::label),
                spec.get("subdomain").text(NameRules::label),
                zone,
                List.copyOf(ports),
                traits(spec),
                spec.get("nodeName").text(""),
                dnsPolicy(spec),
                dnsConfig(spec.get("dnsConfig")));
    }

    private static String dnsPolicy(Field spec) {
        return spec.get("dnsPolicy").word("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None");
    }

    private static PodDnsConfig dnsConfig(Field config) {
        if (!config.present()) {
            return PodDnsConfig.NONE;
        }
        List<String> options = new ArrayList<>();
        for (Field option : config.get("options").items()) {
            String name = option.get("name").text("");
            String value = option.get("value").text("");
            if (name.isEmpty()) {
                option.wrong("name is missing: an option has a name, such as ndots, and perhaps a value");
            } else {
                options.add(value.isEmpty() ? name : name + ":" + value);
            }
        }
        return new PodDnsConfig(texts(config.get("nameservers")), texts(config.get("searches")), options);
    }

    private static List<String> texts(Field list) {
        List<String> texts = new ArrayList<>();
        for (Field item : list.items()) {
            String text = item.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Set<Pod.Trait> traits(Field spec) {
        Set<Pod.Trait> traits = EnumSet.noneOf(Pod.Trait.class);
        if (spec.get("hostNetwork").flag(false)) {
            traits.add(Pod.Trait.HOST_NETWORK);
        }
        // Windows walks the first element of the list alone.
        if (!spec.get("dnsPolicy").text("ClusterFirst").startsWith("ClusterFirst")
                || !spec.get("dnsConfig").get("searches").items().isEmpty()
                || spec.get("os").get("name").text("linux").equals("windows")) {
            traits.add(Pod.Trait.OWN_SEARCH_LIST);
        }
        return traits;
    }

    private static List<IpAddress> addresses(Field status) {
        List<IpAddress> addresses = new ArrayList<>();
        for (Field entry : status.get("podIPs").items()) {
            add(addresses, entry.get("ip").address());
        }
        // The API server keeps the two alike; a hand-written manifest may give either.
        if (!status.get("podIP").empty()) {
            add(addresses, status.get("podIP").address());
        }
        return addresses;
    }

    private static void add(List<IpAddress> addresses, @Nullable IpAddress address) {
        if (address != null && !addresses.contains(address)) {
            addresses.add(address);
        }
    }

    private static boolean ready(Field status) {
        if (!status.get("conditions").present()) {
            return true;
        }
        for (Field condition : status.get("conditions").items()) {
            if (condition.get("type").text("").equals("Ready")) {
                return condition.get("status").word("True", "False", "Unknown").equals("True");
            }
        }
        return false;
    }

    private static void ports(Field container, List<ContainerPort> into) {
        for (Field port : container.get("ports").items()) {
            Integer number = port.get("containerPort").number(1, 65535);
            String name = port.get("name").text(Syntax::portName);
            String protocol = ServiceReader.protocol(port);
            if (!port.get("containerPort").present()) {
                port.wrong("containerPort is missing: write a number from 1 to 65535");
            }
            if (number != null) {
                into.add(new ContainerPort(name == null ? "" : name, protocol, number));
            }
        }
    }
}
