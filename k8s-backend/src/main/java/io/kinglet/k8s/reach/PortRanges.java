package io.kinglet.k8s.reach;

import io.kinglet.k8s.model.PodTemplate.ContainerPort;
import io.kinglet.k8s.model.PolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** All ports, cut where any rule could tell two of them apart. Stateless. */
final class PortRanges {

    static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");

    private static final int LAST = 65535;

    /** Ports that no rule tells apart. */
    record Range(String protocol, int first, int last) {}

    private PortRanges() {}

    /**
     * @param declared ports of the end that is reached, which named ports stand for
     */
    static List<Range> cutBy(List<PolicyPort> ports, List<ContainerPort> declared) {
        Map<String, TreeSet<Integer>> starts = new TreeMap<>();
        PROTOCOLS.forEach(protocol -> starts.put(protocol, new TreeSet<>(List.of(1))));
        for (PolicyPort port : ports) {
            if (port.name() != null) {
                for (ContainerPort its : declared) {
                    if (its.name().equals(port.name())) {
                        cut(starts, its.protocol(), its.number(), its.number());
                    }
                }
            } else if (port.first() > 0) {
                for (String protocol : port.protocol() == null ? PROTOCOLS : List.of(port.protocol())) {
                    cut(starts, protocol, port.first(), port.last());
                }
            }
        }
        List<Range> ranges = new ArrayList<>();
        for (String protocol : PROTOCOLS) {
            TreeSet<Integer> its = starts.getOrDefault(protocol, new TreeSet<>());
            for (int first : its) {
                Integer next = its.higher(first);
                ranges.add(new Range(protocol, first, next == null ? LAST : next - 1));
            }
        }
        return ranges;
    }

    private static void cut(Map<String, TreeSet<Integer>> starts, String protocol, int first, int last) {
        TreeSet<Integer> its = starts.get(protocol);
        if (its != null) {
            its.add(first);
            if (last < LAST) {
                its.add(last + 1);
            }
        }
    }

    /** Neighbours that came out alike, as one. */
    static List<PortReach> merged(List<PortReach> all) {
        List<PortReach> merged = new ArrayList<>();
        for (PortReach next : all) {
            PortReach last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null
                    && last.protocol().equals(next.protocol())
                    && last.last() + 1 == next.first()
                    && last.outcome() == next.outcome()
                    && last.remarks().equals(next.remarks())
                    && verdicts(last).equals(verdicts(next))) {
                merged.set(
                        merged.size() - 1,
                        new PortReach(
                                last.name(),
                                last.protocol(),
                                last.first(),
                                next.last(),
                                last.outcome(),
                                last.groups(),
                                last.remarks()));
            } else {
                merged.add(next);
            }
        }
        return merged;
    }

    private static List<Object> verdicts(PortReach port) {
        List<Object> all = new ArrayList<>();
        port.groups().forEach(group -> {
            all.add(group.destinations());
            all.add(group.verdict().outcome());
            // Their texts name the one port that was judged.
            group.verdict().reasons().forEach(reason -> {
                all.add(reason.code());
                all.add(String.valueOf(reason.policy()));
            });
        });
        return all;
    }
}
