package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServiceDetail;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.network.ClusterNetwork;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What becomes of traffic to the ports of a Service that is entered in one way. One thread. */
final class ServicePorts {

    private final ClusterNetwork network;
    private final PathJudge judge;

    ServicePorts(ClusterNetwork network, PathJudge judge) {
        this.network = network;
        this.judge = judge;
    }

    /** The ports as they are written, target ports where they are known. */
    static List<ServiceDetail.Port> portsOf(Service service) {
        ServiceDetail detail = service.detail();
        return detail != null
                ? detail.ports()
                : service.ports().stream()
                        .map(port -> new ServiceDetail.Port(port.name(), port.protocol(), port.number(), 0, null, 0))
                        .toList();
    }

    List<PortReach> reach(Service service, PortWish wish, Way way, List<Remark> remarks) {
        List<PortReach> all = new ArrayList<>();
        for (ServiceDetail.Port port : portsOf(service)) {
            int number = way.byNodePort() ? port.nodePort() : port.number();
            if (number > 0
                    && (way.headless() ? headlessWish(wish, port) : wish)
                            .covers(port.name(), port.protocol(), number)) {
                all.add(reach(service, port, number, way));
            }
        }
        if (way.headless() && !wish.all() && wish.name() == null) {
            return headless(service, wish, way, all);
        }
        if (all.isEmpty()) {
            remarks.add(new Remark(
                    Remark.Code.NO_SUCH_PORT,
                    "Service " + service.namespace() + "/" + service.name() + " has no port " + wish
                            + has(service, way)));
        }
        return all;
    }

    private static PortWish headlessWish(PortWish wish, ServiceDetail.Port port) {
        return wish.number() == 0 ? wish : new PortWish(wish.protocol(), 0, port.name());
    }

    private static String has(Service service, Way way) {
        List<String> ports = portsOf(service).stream()
                .filter(port -> !way.byNodePort() || port.nodePort() > 0)
                .map(port -> (port.name().isEmpty() ? "" : port.name() + " ")
                        + (way.byNodePort() ? port.nodePort() : port.number()) + "/" + port.protocol())
                .toList();
        return ports.isEmpty() ? "" : "; it has " + Texts.some(ports);
    }

    private PortReach reach(Service service, ServiceDetail.Port port, int number, Way way) {
        Backends backends = backends(service, port, way);
        List<Remark> remarks = new ArrayList<>(backends.remarks());
        Set<Remark> found = new LinkedHashSet<>();
        List<EndpointGroup> groups = new ArrayList<>();
        for (Map.Entry<Integer, List<Destination>> at : backends.byPort().entrySet()) {
            Passage passage =
                    way.headless() ? Passage.DIRECT : new Passage(way.dialled(), number, way.sourceRewritten());
            groups.addAll(judge.judge(at.getValue(), port.protocol(), at.getKey(), passage, found));
        }
        remarks.addAll(found);
        if (groups.isEmpty()) {
            remarks.add(0, nobody(service, port, way, backends));
        } else if (groups.stream()
                .flatMap(group -> group.destinations().stream())
                .anyMatch(this::itself)) {
            remarks.add(new Remark(
                    Remark.Code.HAIRPIN,
                    "the Pod may reach itself through its Service, which no policy can keep it from and which works where"
                            + " its node lets traffic turn round (hairpin)"));
        }
        if (way.headless()) {
            backends.byPort().keySet().stream()
                    .filter(target -> target != port.number())
                    .forEach(target -> remarks.add(new Remark(
                            Remark.Code.HEADLESS,
                            "a headless Service translates no ports: dial " + target + ", the port of the Pods, not "
                                    + port.number())));
        }
        int dialled = way.headless() && backends.byPort().size() == 1
                ? backends.byPort().keySet().iterator().next()
                : number;
        return new PortReach(
                port.name(), port.protocol(), dialled, dialled, DirectPorts.outcome(groups), groups, remarks);
    }

    /** A number is dialled at the Pods of a headless Service as it is, whatever the Service says. */
    private List<PortReach> headless(Service service, PortWish wish, Way way, List<PortReach> declared) {
        for (PortReach port : declared) {
            if (port.first() == wish.number() && port.groups().stream().allMatch(it -> it.port() == wish.number())) {
                return List.of(port);
            }
        }
        List<ServiceDetail.Port> ports = portsOf(service).stream()
                .filter(port -> wish.protocol() == null || wish.protocol().equals(port.protocol()))
                .toList();
        String protocol = wish.protocol() != null
                ? wish.protocol()
                : ports.isEmpty() ? "tcp" : ports.get(0).protocol();
        Set<Destination> at = new LinkedHashSet<>();
        List<Remark> remarks = new ArrayList<>();
        Set<Integer> targets = new LinkedHashSet<>();
        for (ServiceDetail.Port port : ports) {
            Backends backends = backends(service, port, way);
            backends.byPort().values().forEach(at::addAll);
            targets.addAll(backends.byPort().keySet());
            if (port.number() == wish.number() || ports.size() == 1) {
                remarks.addAll(backends.remarks());
                if (backends.isEmpty()) {
                    remarks.add(0, nobody(service, port, way, backends));
                }
            }
        }
        if (portsOf(service).isEmpty()) {
            Backends backends = backends(service, null, way);
            backends.byPort().values().forEach(at::addAll);
            remarks.addAll(backends.remarks());
        }
        if (at.isEmpty() && remarks.isEmpty()) {
            ServiceDetail.Port any =
                    ports.isEmpty() ? new ServiceDetail.Port("", protocol, 0, 0, null, 0) : ports.get(0);
            remarks.add(nobody(service, any, way, backends(service, any, way)));
        }
        Set<Remark> found = new LinkedHashSet<>();
        List<EndpointGroup> groups = judge.judge(at, protocol, wish.number(), Passage.DIRECT, found);
        remarks.addAll(found);
        if (!at.isEmpty() && !targets.isEmpty() && !targets.contains(wish.number())) {
            remarks.add(new Remark(
                    Remark.Code.HEADLESS,
                    "a headless Service translates no ports: " + wish.number()
                            + " is dialled at the Pods themselves, whose "
                            + (targets.size() == 1 ? "port is " : "ports are ")
                            + Texts.some(targets.stream().map(String::valueOf).toList())));
        }
        return List.of(new PortReach(
                "", protocol, wish.number(), wish.number(), DirectPorts.outcome(groups), groups, remarks));
    }

    private Backends backends(Service service, ServiceDetail.@Nullable Port port, Way way) {
        Predicate<IpAddress> used = way.dialled().isEmpty()
                ? judge::speaks
                : address -> way.dialled().stream().anyMatch(it -> it.v6() == address.v6()) && judge.speaks(address);
        return Backends.of(network, service, port == null ? null : number(port), way.spread(), !way.headless(), used);
    }

    private static ServicePort number(ServiceDetail.Port port) {
        return new ServicePort(port.name(), port.protocol(), port.number());
    }

    private Remark nobody(Service service, ServiceDetail.Port port, Way way, Backends backends) {
        if (backends.all() == 0) {
            boolean others = !Backends.of(network, service, number(port), new Spread.Everywhere(), true, any -> true)
                    .isEmpty();
            return others
                    ? new Remark(
                            Remark.Code.NO_COMMON_FAMILY,
                            judge.origin() + " and the endpoints of Service " + service.namespace() + "/"
                                    + service.name() + " have no address family in common that the Service has, too")
                    : WhyNobody.of(network, service, port);
        }
        if (way.spread() instanceof Spread.OneNode one) {
            return one.node() == null || one.node().isEmpty()
                    ? new Remark(
                            Remark.Code.NODE_UNKNOWN,
                            "only endpoints on the node of the origin get traffic, and that node is not known")
                    : new Remark(
                            Remark.Code.LOCAL_ONLY,
                            "only endpoints on node " + one.node() + " get traffic, and none of the "
                                    + Texts.count(backends.all(), "endpoint") + " is there and ready");
        }
        return new Remark(
                Remark.Code.NOT_READY,
                "Service " + service.namespace() + "/" + service.name() + " has no endpoint that is ready");
    }

    private boolean itself(Destination destination) {
        return judge.origin() instanceof Origin.OfPod it
                && destination.pod() != null
                && PathJudge.same(destination.pod(), it.pod());
    }
}
