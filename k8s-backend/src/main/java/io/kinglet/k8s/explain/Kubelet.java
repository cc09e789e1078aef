package io.kinglet.k8s.explain;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.PodDnsConfig;
import io.kinglet.k8s.network.NetworkPod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Writes resolv.conf as a node's kubelet does for its Pods (Kubernetes documentation, "DNS for Services and Pods": Pod's DNS policy,
 * Pod's DNS config). Immutable.
 *
 * @param domain the cluster's domain, without a dot at the end
 * @param dns the addresses of the DNS Service, which kubelets are told; empty where they are not known
 */
public record Kubelet(String domain, List<IpAddress> dns) {

    private static final int MOST_NAMESERVERS = 3;
    private static final int MOST_SEARCHES = 32;
    private static final int MOST_SEARCH_CHARACTERS = 2048;

    /** Longer domains make some resolvers abort, so that kubelets leave them out. */
    private static final int LONGEST_SEARCH = 253;

    public Kubelet {
        dns = List.copyOf(dns);
    }

    /** The file that a Pod gets. */
    public ResolvConf of(NetworkPod pod) {
        return of(
                pod.template().dnsPolicy(),
                pod.hostNetwork(),
                pod.namespace(),
                pod.template().dnsConfig());
    }

    ResolvConf of(String policy, boolean hostNetwork, String namespace, PodDnsConfig extra) {
        List<String> notes = new ArrayList<>();
        String effective = effective(policy, hostNetwork, notes);
        List<String> nameservers = new ArrayList<>();
        List<String> searches = new ArrayList<>();
        List<String> options = new ArrayList<>();
        if (effective.equals("ClusterFirst")) {
            dns.forEach(address -> nameservers.add(address.toString()));
            searches.addAll(List.of(namespace + ".svc." + domain, "svc." + domain, domain));
            options.add("ndots:5");
            notes.add("the search domains of the node's own resolv.conf, which is not known here, follow these");
        } else if (effective.equals("Default")) {
            notes.add("nameservers and search list are those of the node's own resolv.conf, which is not known here");
        }
        return limited(effective, nameservers, searches, options, extra, notes);
    }

    /** Names of the cluster can only be found in the network of a node where the Pod says so. */
    private static String effective(String policy, boolean hostNetwork, List<String> notes) {
        return switch (policy) {
            case "Default", "None" -> policy;
            case "ClusterFirst", "" -> {
                if (hostNetwork) {
                    notes.add(
                            "dnsPolicy ClusterFirst counts as Default with hostNetwork; ClusterFirstWithHostNet would not");
                }
                yield hostNetwork ? "Default" : "ClusterFirst";
            }
            default -> "ClusterFirst";
        };
    }

    private static ResolvConf limited(
            String policy,
            List<String> nameservers,
            List<String> searches,
            List<String> options,
            PodDnsConfig extra,
            List<String> notes) {
        List<String> servers = merged(nameservers, extra.nameservers());
        if (servers.size() > MOST_NAMESERVERS) {
            notes.add("only the first " + MOST_NAMESERVERS + " of " + servers.size() + " nameservers are kept");
            servers = servers.subList(0, MOST_NAMESERVERS);
        }
        List<String> domains = merged(searches, extra.searches());
        List<String> kept = fitting(domains);
        if (kept.size() < domains.size()) {
            notes.add("only " + kept.size() + " of " + domains.size() + " search domains fit; left out: "
                    + String.join(
                            ", ",
                            domains.stream().filter(it -> !kept.contains(it)).toList()));
        }
        List<String> all = overridden(options, extra.options());
        boolean known = policy.equals("None");
        return new ResolvConf(policy, servers, kept, ResolvConf.ndots(all), all, known, notes);
    }

    private static List<String> merged(List<String> first, List<String> second) {
        LinkedHashSet<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private static List<String> fitting(List<String> searches) {
        List<String> kept = new ArrayList<>(searches.stream()
                .limit(MOST_SEARCHES)
                .filter(it -> it.length() <= LONGEST_SEARCH)
                .toList());
        while (String.join(" ", kept).length() > MOST_SEARCH_CHARACTERS) {
            kept.remove(kept.size() - 1);
        }
        return kept;
    }

    /** An option of a Pod stands in place of that of the same name. */
    private static List<String> overridden(List<String> options, List<String> extra) {
        Map<String, String> all = new LinkedHashMap<>();
        options.forEach(option -> all.put(option.split(":", 2)[0], option));
        extra.forEach(option -> all.put(option.split(":", 2)[0], option));
        return List.copyOf(all.values());
    }
}
