package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpPrefix;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkPod;
import io.kinglet.k8s.policy.PolicyJudge;
import io.kinglet.k8s.policy.Reason.Direction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach whom in the whole cluster: pod sets and the outside, each against each, by the ports that the sets declare. Rows are
 * made one after the other and not kept, so that memory does not grow with their product. One thread.
 */
public final class Matrix {

    private static final int MOST_SAMPLES = 8;

    /**
     * One row or column.
     *
     * @param set null for what is outside of the cluster
     */
    public record Place(@Nullable PodSet set) {
        @Override
        public String toString() {
            return set == null ? "outside" : set.toString();
        }
    }

    /** What becomes of traffic to one port, or a range of ports. */
    public record PortOutcome(String port, Outcome outcome) {}

    /** The traffic from the place of the row to that of the column. */
    public record Cell(Outcome outcome, List<PortOutcome> ports) {

        public Cell {
            ports = List.copyOf(ports);
        }
    }

    /**
     * @param cells one for each column
     */
    public record Row(Place from, List<Cell> cells) {

        public Row {
            cells = List.copyOf(cells);
        }
    }

    private final PolicyJudge judge;
    private final ClusterNetwork network;
    private final PortWish wish;
    private final List<Place> places;
    private final RuleBook rules;
    private final AddressRanges sources;

    /**
     * @param wanted which namespaces
     * @param wish a port by number or name; {@link PortWish#ALL} for those that each set declares
     */
    public Matrix(ClusterNetwork network, PolicyJudge judge, Predicate<String> wanted, PortWish wish) {
        this.network = network;
        this.judge = judge;
        this.wish = wish;
        rules = new RuleBook(network);
        List<Place> all = new ArrayList<>();
        all.add(new Place(null));
        PodSets.of(network, wanted).forEach(set -> all.add(new Place(set)));
        places = List.copyOf(all);
        List<IpPrefix> prefixes = new ArrayList<>();
        for (Place place : places) {
            if (place.set != null) {
                prefixes.addAll(
                        rules.of(place.set.pods().get(0), Direction.INGRESS).prefixes());
            }
        }
        sources = AddressRanges.cutBy(prefixes);
    }

    /** The rows and the columns: the outside first, then the sets by namespace and name. */
    public List<Place> places() {
        return places;
    }

    /** Makes each row and hands it over, in the order of {@link #places}. */
    public void rows(Consumer<Row> taker) {
        places.forEach(place -> taker.accept(row(place)));
    }

    private Row row(Place from) {
        List<DirectPorts> ways = new ArrayList<>();
        List<PathJudge> judges = new ArrayList<>();
        for (Origin origin : origins(from)) {
            PathJudge path = new PathJudge(network, judge, origin, rules);
            judges.add(path);
            ways.add(new DirectPorts(path, rules));
        }
        List<Cell> cells = new ArrayList<>(places.size());
        for (Place to : places) {
            List<PortReach> ports = new ArrayList<>();
            for (int i = 0; i < ways.size(); i++) {
                ports.addAll(ports(judges.get(i), ways.get(i), to));
            }
            cells.add(cell(ports));
        }
        return new Row(from, cells);
    }

    /** One Pod of each range of addresses that rules tell apart; a few, where Pods are spread over many. */
    private List<Origin> origins(Place from) {
        if (from.set == null) {
            return List.of(new Origin.Outside());
        }
        Map<Object, Origin> origins = new LinkedHashMap<>();
        for (NetworkPod pod : from.set.pods()) {
            List<Integer> ranges =
                    pod.addresses().stream().map(sources::rangeOf).toList();
            origins.putIfAbsent(ranges, new Origin.OfPod(pod));
            if (origins.size() == MOST_SAMPLES) {
                break;
            }
        }
        return List.copyOf(origins.values());
    }

    private List<PortReach> ports(PathJudge path, DirectPorts ways, Place to) {
        List<Remark> unsaid = new ArrayList<>();
        if (to.set == null) {
            return path.origin() instanceof Origin.Outside ? List.of() : ways.outside(wish, unsaid);
        }
        List<Destination> at = destinations(path, to.set);
        if (at.isEmpty()) {
            return List.of();
        }
        return ways.ofPod(to.set.pods().get(0), at, wish, unsaid);
    }

    /** Other Pods than the origin, where there are any: what a Pod is to itself is not asked here. */
    private static List<Destination> destinations(PathJudge path, PodSet set) {
        NetworkPod itself = path.origin() instanceof Origin.OfPod it ? it.pod() : null;
        boolean alone = set.pods().size() == 1;
        Stream<NetworkPod> others =
                set.pods().stream().filter(pod -> alone || itself == null || !PathJudge.same(pod, itself));
        if (!path.tellsAddressesApart()) {
            others = others.limit(1);
        }
        return others.flatMap(pod ->
                        pod.addresses().stream().filter(path::speaks).map(address -> new Destination(address, pod)))
                .toList();
    }

    private static Cell cell(Collection<PortReach> ports) {
        Map<String, List<Outcome>> byLabel = new LinkedHashMap<>();
        for (PortReach port : ports) {
            byLabel.computeIfAbsent(port.label(), any -> new ArrayList<>()).add(port.outcome());
        }
        boolean every = ports.size() > 1 && ports.stream().allMatch(port -> port.first() == 1 && port.last() == 65535);
        if (every && ports.stream().map(PortReach::outcome).distinct().count() == 1) {
            byLabel.clear();
            byLabel.put("every port", List.of(ports.iterator().next().outcome()));
        }
        List<PortOutcome> outcomes = new ArrayList<>();
        byLabel.forEach((label, its) -> outcomes.add(new PortOutcome(label, Outcome.together(its))));
        return new Cell(
                Outcome.together(outcomes.stream().map(PortOutcome::outcome).toList()), outcomes);
    }
}
