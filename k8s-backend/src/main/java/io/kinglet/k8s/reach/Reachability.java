package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.PolicyJudge;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says what becomes of traffic between two ends of a cluster, or of the cluster and the world. Immutable and safe from any thread;
 * each answer is about the one state of the cluster it was made with.
 */
public final class Reachability {

    private static final int MOST_NAMES = 8;

    private final ClusterNetwork network;
    private final PolicyJudge judge;
    private final String clusterDomain;

    /**
     * @param clusterDomain in which the names of Services end, such as {@code cluster.local}
     */
    public Reachability(ClusterNetwork network, PolicyJudge judge, String clusterDomain) {
        this.network = network;
        this.judge = judge;
        this.clusterDomain = withoutDot(clusterDomain);
    }

    public ClusterNetwork network() {
        return network;
    }

    /** Never throws for what is or is not in the cluster: what is missing is said. */
    public Reach reach(Origin from, Target to, PortWish wish) {
        Origin origin = settled(from);
        RuleBook rules = new RuleBook(network);
        PathJudge paths = new PathJudge(network, judge, origin, rules);
        List<Remark> remarks = new ArrayList<>();
        if (origin instanceof Origin.OfAddress it && network.serviceAt(it.address()) != null) {
            remarks.add(new Remark(
                    Remark.Code.NO_WAY_IN,
                    it.address() + " is the address of a Service, and no traffic starts at one: name a Pod of it"));
            return Reach.of(from, to, List.of(), remarks);
        }
        if (origin instanceof Origin.OfPod it && it.pod().addresses().isEmpty()) {
            remarks.add(new Remark(
                    Remark.Code.NO_ADDRESS,
                    "Pod " + it.pod() + " has no address yet; it is judged by its labels alone"));
        }
        List<PortReach> ports = new Answer(origin, paths, rules, wish, remarks).ports(to);
        return Reach.of(origin, to, ports, remarks);
    }

    /** An address as the Pod that has it, where a single one does. */
    private Origin settled(Origin from) {
        if (from instanceof Origin.OfAddress it) {
            NetworkPod pod = podAt(it.address());
            return pod == null ? from : new Origin.OfPod(pod);
        }
        return from;
    }

    private @Nullable NetworkPod podAt(IpAddress address) {
        List<NetworkPod> there = network.podsAt(address);
        return there.size() == 1 && !there.get(0).hostNetwork() ? there.get(0) : null;
    }

    private static String withoutDot(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** One answer in the making. */
    private final class Answer {

        private final Origin from;
        private final boolean inside;
        private final PortWish wish;
        private final List<Remark> remarks;
        private final PathJudge paths;
        private final DirectPorts direct;
        private final ServicePorts services;
        private int names;

        Answer(Origin from, PathJudge paths, RuleBook rules, PortWish wish, List<Remark> remarks) {
            this.from = from;
            this.wish = wish;
            this.remarks = remarks;
            this.paths = paths;
            inside = from instanceof Origin.OfPod
                    || (from instanceof Origin.OfAddress it && network.nodeAt(it.address()) != null);
            direct = new DirectPorts(paths, rules);
            services = new ServicePorts(network, paths);
        }

        List<PortReach> ports(Target to) {
            if (to instanceof Target.OfPod it) {
                return pod(it.pod(), it.pod().addresses());
            }
            if (to instanceof Target.OfService it) {
                return service(it.service());
            }
            if (to instanceof Target.OfAddress it) {
                return address(it.address());
            }
            return direct.outside(wish, remarks);
        }

        private List<PortReach> pod(NetworkPod pod, List<IpAddress> addresses) {
            if (addresses.isEmpty()) {
                remark(Remark.Code.NO_ADDRESS, "Pod " + pod + " has no address yet");
                return List.of();
            }
            if (from instanceof Origin.OfPod it && PathJudge.same(it.pod(), pod)) {
                remark(
                        Remark.Code.LOCALHOST,
                        "containers of one Pod reach each other on localhost, and no policy can keep them apart");
            } else if (!inside) {
                remark(
                        Remark.Code.OUTSIDE,
                        "from outside the address of a Pod is reached only where the network routes it there");
            }
            List<Destination> at = addresses.stream()
                    .filter(paths::speaks)
                    .map(address -> new Destination(address, pod))
                    .toList();
            if (at.isEmpty()) {
                remark(Remark.Code.NO_COMMON_FAMILY, from + " and " + pod + " have no address family in common");
                return List.of();
            }
            return direct.ofPod(pod, at, wish, remarks);
        }

        private List<PortReach> service(Service service) {
            if (service.type() == Service.Type.EXTERNAL_NAME) {
                return named(service);
            }
            if (inside) {
                return through(service, Ways.within(network, service, from, service.clusterIps()));
            }
            List<String> waysIn = Ways.waysIn(service);
            if (waysIn.isEmpty()) {
                remark(
                        Remark.Code.NO_WAY_IN,
                        "Service " + service.namespace() + "/" + service.name()
                                + " has no address outside of the cluster: it has no external IP, load balancer or node port");
                return List.of();
            }
            remark(Remark.Code.WAY_IN, "from outside it is reached by " + Texts.some(waysIn));
            return through(
                    service,
                    Ways.external(network, service, from, service.external().addresses()));
        }

        private List<PortReach> through(Service service, Way way) {
            way.remarks().forEach(it -> remark(it.code(), it.text()));
            return services.reach(service, wish, way, remarks);
        }

        /** The Service's name stands for another, wherever that is. */
        private List<PortReach> named(Service service) {
            String name = withoutDot(service.externalName() == null ? "" : service.externalName());
            if (++names > MOST_NAMES) {
                remark(
                        Remark.Code.EXTERNAL_NAME_LOOP,
                        "more than " + MOST_NAMES
                                + " names stand for each other in a row or a circle; nothing is behind them");
                return List.of();
            }
            remark(
                    Remark.Code.EXTERNAL_NAME,
                    "Service " + service.namespace() + "/" + service.name() + " is a name for " + name
                            + "; its own ports mean nothing");
            IpAddress address = IpAddress.parse(name);
            if (address != null) {
                // DNS names no address by a CNAME to digits (Service API reference, externalName).
                remark(Remark.Code.EXTERNAL_NAME, name + " looks like an address and is none: no resolver finds it");
                return List.of();
            }
            String within = ".svc." + clusterDomain;
            if (!name.endsWith(within)) {
                if (name.equals(clusterDomain) || name.endsWith("." + clusterDomain)) {
                    remark(Remark.Code.EXTERNAL_NAME, name + " is no name of a Service");
                    return List.of();
                }
                remark(Remark.Code.OUTSIDE, name + " is outside of the cluster, at addresses that are not known here");
                return direct.outside(wish, remarks);
            }
            String[] labels = name.substring(0, name.length() - within.length()).split("\\.", -1);
            NetworkNamespace namespace = labels.length < 2 ? null : network.namespace(labels[labels.length - 1]);
            Service next = namespace == null ? null : namespace.service(labels[labels.length - 2]);
            if (next == null || labels.length > 2) {
                remark(
                        Remark.Code.EXTERNAL_NAME,
                        next == null ? "there is no Service " + name : name + " names one endpoint and not a Service");
                return List.of();
            }
            return service(next);
        }

        private List<PortReach> address(IpAddress address) {
            List<Service> there = network.servicesAt(address);
            Service service = there.isEmpty() ? null : there.get(0);
            if (service != null && service.clusterIps().contains(address)) {
                if (!inside) {
                    remark(
                            Remark.Code.NO_WAY_IN,
                            address + " is a cluster IP, which means something within the cluster only");
                    return List.of();
                }
                remark(Remark.Code.WAY_IN, address + " is Service " + service.namespace() + "/" + service.name());
                return through(service, Ways.within(network, service, from, List.of(address)));
            }
            List<Service> meant = there.size() < 2 && network.nodeAt(address) == null
                    ? there
                    : there.stream().filter(this::isMeant).toList();
            if (!meant.isEmpty()) {
                return external(meant, address);
            }
            if (!there.isEmpty() && network.nodeAt(address) == null) {
                return external(there, address);
            }
            NetworkPod pod = podAt(address);
            if (pod != null) {
                remark(Remark.Code.WAY_IN, address + " is Pod " + pod);
                return pod(pod, List.of(address));
            }
            return network.nodeAt(address) != null || !network.podsAt(address).isEmpty()
                    ? node(address)
                    : elsewhere(address);
        }

        /** Several Services share an address where each has ports of its own at it; that of a node may be among them. */
        private List<PortReach> external(List<Service> all, IpAddress address) {
            List<PortReach> ports = new ArrayList<>();
            for (Service service : all) {
                remark(
                        Remark.Code.WAY_IN,
                        address + " leads to Service " + service.namespace() + "/" + service.name() + " from outside");
                ports.addAll(through(service, Ways.external(network, service, from, List.of(address))));
            }
            return ports;
        }

        private boolean isMeant(Service service) {
            return ServicePorts.portsOf(service).stream()
                    .anyMatch(port -> wish.covers(port.name(), port.protocol(), port.number()));
        }

        private List<PortReach> elsewhere(IpAddress address) {
            if (!paths.speaks(address)) {
                remark(Remark.Code.NO_COMMON_FAMILY, from + " has no address of the family of " + address);
                return List.of();
            }
            remark(Remark.Code.OUTSIDE, address + " is no address of the cluster that is known");
            return direct.ofAddress(new Destination(address, null), wish, remarks);
        }

        /** Node ports of Services, and what else there is on a node. */
        private List<PortReach> node(IpAddress address) {
            String node = network.nodeAt(address);
            remark(Remark.Code.NODE, address + " is node " + (node == null ? "(which is not known)" : node));
            List<PortReach> ports = new ArrayList<>();
            for (NetworkNamespace namespace : network.namespaces()) {
                for (Service service : namespace.services()) {
                    boolean meant = ServicePorts.portsOf(service).stream()
                            .anyMatch(port ->
                                    port.nodePort() > 0 && wish.covers(port.name(), port.protocol(), port.nodePort()));
                    if (meant) {
                        remark(
                                Remark.Code.WAY_IN,
                                "node ports lead to Service " + service.namespace() + "/" + service.name());
                        ports.addAll(through(service, Ways.nodePort(network, service, from, address)));
                    }
                }
            }
            return ports.isEmpty() ? onNode(address) : ports;
        }

        private List<PortReach> onNode(IpAddress address) {
            List<NetworkPod> there = network.podsAt(address).stream()
                    .filter(pod -> pod.template().ports().stream()
                            .anyMatch(port -> wish.covers(port.name(), port.protocol(), port.number())))
                    .toList();
            NetworkPod pod = there.size() == 1 && !wish.all() ? there.get(0) : null;
            remark(
                    Remark.Code.NODE,
                    pod == null
                            ? "no node port is meant, so it is judged as what runs on the node itself"
                            : "Pod " + pod + " in the network of the node listens there");
            return direct.ofAddress(new Destination(address, pod), wish, remarks);
        }

        /** Once, as names in a circle and Services at one address give the same again. */
        private void remark(Remark.Code code, String text) {
            Remark remark = new Remark(code, text);
            if (!remarks.contains(remark)) {
                remarks.add(remark);
            }
        }
    }
}
