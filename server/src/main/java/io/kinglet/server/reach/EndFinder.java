package io.kinglet.server.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.reach.Origin;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.k8s.reach.Target;
import io.kinglet.server.corefile.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the ends of traffic by the words that people have for them. Immutable. */
public final class EndFinder {

    private static final String OUTSIDE = "outside";
    private static final String POD = "pod/";
    private static final String SERVICE = "svc/";
    private static final int SHOWN = 6;

    private final ClusterNetwork network;
    private final String clusterDomain;

    /**
     * @param clusterDomain such as {@code cluster.local}, with or without a dot at its end
     */
    public EndFinder(ClusterNetwork network, String clusterDomain) {
        this.network = network;
        this.clusterDomain = plain(clusterDomain);
    }

    /** {@code NAMESPACE/POD}, an address, or {@code outside}. */
    public Origin origin(String text) throws NotThereException {
        if (text.equalsIgnoreCase(OUTSIDE)) {
            return new Origin.Outside();
        }
        IpAddress address = IpAddress.parse(text);
        if (address != null) {
            return new Origin.OfAddress(address);
        }
        if (text.startsWith(SERVICE)) {
            throw new NotThereException("traffic starts at Pods, not at Services: name a Pod of " + Words.quote(text)
                    + " as NAMESPACE/POD");
        }
        String[] words = words(text, text.startsWith(POD) ? POD : "", "NAMESPACE/POD, an address, or `outside`");
        return new Origin.OfPod(pod(namespace(words[0]), words[1]));
    }

    /** {@code NAMESPACE/POD}, {@code svc/NAMESPACE/NAME}, a name in DNS, an address, or {@code outside}. */
    public Target target(String text) throws NotThereException {
        if (text.equalsIgnoreCase(OUTSIDE)) {
            return new Target.Outside(OUTSIDE);
        }
        IpAddress address = IpAddress.parse(text);
        if (address != null) {
            return new Target.OfAddress(address);
        }
        if (text.startsWith(SERVICE)) {
            String[] words = words(text, SERVICE, "svc/NAMESPACE/NAME");
            return new Target.OfService(service(namespace(words[0]), words[1]));
        }
        if (text.startsWith(POD)) {
            String[] words = words(text, POD, "pod/NAMESPACE/NAME");
            return new Target.OfPod(pod(namespace(words[0]), words[1]));
        }
        return text.contains("/") ? either(text) : named(text);
    }

    /** {@code 80}, {@code 53/UDP}, {@code http}, {@code http/TCP}; null or empty for every port. */
    public static PortWish port(@Nullable String text) throws NotThereException {
        if (text == null || text.isEmpty()) {
            return PortWish.ALL;
        }
        String[] words = text.split("/", -1);
        String protocol = words.length == 2 ? words[1].toLowerCase(Locale.ROOT) : null;
        if (words.length > 2
                || (protocol != null && !Set.of("tcp", "udp", "sctp").contains(protocol))) {
            throw notAPort(text);
        }
        if (words[0].matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(words[0]);
            if (number < 1 || number > 65535) {
                throw new NotThereException("a port is 1 to 65535, not " + number);
            }
            return PortWish.of(protocol, number);
        }
        if (!words[0].matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?") || words[0].matches("[0-9]+")) {
            throw notAPort(text);
        }
        return PortWish.named(protocol, words[0]);
    }

    private static NotThereException notAPort(String text) {
        return new NotThereException(
                "a port is a number or a name, with or without its protocol, such as `80`, `53/udp` or"
                        + " `http`, not " + Words.quote(text));
    }

    private Target either(String text) throws NotThereException {
        String[] words = words(text, "", "NAMESPACE/POD, svc/NAMESPACE/NAME, a name in DNS, or an address");
        NetworkNamespace namespace = namespace(words[0]);
        NetworkPod pod = namespace.pod(words[1]);
        Service service = namespace.service(words[1]);
        if (pod != null && service != null) {
            throw new NotThereException(
                    "there is both a Pod and a Service " + text + ": say pod/" + text + " or svc/" + text);
        }
        if (pod != null) {
            return new Target.OfPod(pod);
        }
        if (service != null) {
            return new Target.OfService(service);
        }
        List<String> there = new ArrayList<>(podNames(namespace));
        there.addAll(serviceNames(namespace));
        throw new NotThereException("there is no Pod and no Service " + Words.quote(words[1]) + " in namespace "
                + namespace.name() + near(words[1], there));
    }

    /** A name as a Pod would look it up: of a Service, or outside of the cluster. */
    private Target named(String text) throws NotThereException {
        String name = plain(text);
        boolean absolute = name.endsWith("." + clusterDomain);
        String inner = absolute ? name.substring(0, name.length() - clusterDomain.length() - 1) : name;
        String[] labels = inner.split("\\.", -1);
        boolean spelled = labels.length == 3 && labels[2].equals("svc");
        NetworkNamespace namespace = labels.length < 2 ? null : network.namespace(labels[1]);
        if (spelled || (labels.length == 2 && !absolute && namespace != null)) {
            return new Target.OfService(service(namespace(labels[1]), labels[0]));
        }
        if (absolute || labels.length == 1) {
            throw new NotThereException(Words.quote(text) + " is no name of a Service; those are NAME.NAMESPACE.svc."
                    + clusterDomain + ", and a Pod or Service is also named as NAMESPACE/NAME");
        }
        if (!name.matches("[a-z0-9_*]([-a-z0-9_.]{0,250}[a-z0-9])?")) {
            throw new NotThereException(Words.quote(text) + " is no name, no address, and no NAMESPACE/NAME");
        }
        return new Target.Outside(name);
    }

    private static String[] words(String text, String prefix, String accepted) throws NotThereException {
        String[] words = text.substring(prefix.length()).split("/", -1);
        if (words.length != 2 || words[0].isEmpty() || words[1].isEmpty()) {
            throw new NotThereException(Words.quote(text) + " is not understood; say " + accepted);
        }
        return words;
    }

    /**
     * A namespace by its name.
     *
     * @throws NotThereException which names the nearest
     */
    public NetworkNamespace namespace(String name) throws NotThereException {
        NetworkNamespace namespace = network.namespace(name);
        if (namespace == null) {
            throw new NotThereException("there is no namespace " + Words.quote(name)
                    + near(
                            name,
                            network.namespaces().stream()
                                    .map(NetworkNamespace::name)
                                    .toList()));
        }
        return namespace;
    }

    private static NetworkPod pod(NetworkNamespace namespace, String name) throws NotThereException {
        NetworkPod pod = namespace.pod(name);
        if (pod == null) {
            throw new NotThereException("there is no Pod " + Words.quote(name) + " in namespace " + namespace.name()
                    + near(name, podNames(namespace)));
        }
        return pod;
    }

    private static Service service(NetworkNamespace namespace, String name) throws NotThereException {
        Service service = namespace.service(name);
        if (service == null) {
            throw new NotThereException("there is no Service " + Words.quote(name) + " in namespace " + namespace.name()
                    + near(name, serviceNames(namespace)));
        }
        return service;
    }

    private static List<String> podNames(NetworkNamespace namespace) {
        return namespace.pods().stream().map(NetworkPod::name).toList();
    }

    private static List<String> serviceNames(NetworkNamespace namespace) {
        return namespace.services().stream().map(Service::name).toList();
    }

    /** What is there instead: the nearest, those that begin alike, or the first few. */
    private static String near(String name, Collection<String> there) {
        if (there.isEmpty()) {
            return "; there is none at all";
        }
        String meant = Words.didYouMean(name, there);
        if (!meant.isEmpty()) {
            return meant;
        }
        List<String> alike = there.stream().filter(it -> it.startsWith(name)).toList();
        Collection<String> shown = alike.isEmpty() ? there : alike;
        int more = shown.size() - SHOWN;
        return "; there " + (shown.size() == 1 ? "is " : "are ")
                + Words.list(shown.stream().distinct().limit(SHOWN).toList())
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
