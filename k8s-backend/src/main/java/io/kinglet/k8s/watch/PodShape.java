package io.kinglet.k8s.watch;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Pod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A core/v1 Pod: of its {@code status} the addresses, of its {@code spec} what is special about its network and search list; its
 * detail where that is asked for.
 */
final class PodShape implements Shape {

    private final List<IpAddress> single = new ArrayList<>(1);
    private final Set<Pod.Trait> traits = EnumSet.noneOf(Pod.Trait.class);
    private final @Nullable PodDetailShape detail;
    private List<IpAddress> all = List.of();

    /**
     * @param network whether to read its detail
     */
    PodShape(boolean network) {
        detail = network ? new PodDetailShape() : null;
    }

    @Override
    public void clear() {
        if (detail != null) {
            detail.clear();
        }
        single.clear();
        traits.clear();
        all = List.of();
    }

    @Override
    public void field(String name, Cursor cursor) {
        if (name.equals("spec")) {
            spec(cursor);
            return;
        }
        if (!name.equals("status")) {
            cursor.skip();
            return;
        }
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            switch (cursor.name()) {
                case "podIP" -> AddressList.add(cursor, single);
                case "podIPs" -> all = podIps(cursor);
                default -> {
                    if (detail == null || !detail.status(cursor)) {
                        cursor.skip();
                    }
                }
            }
        }
    }

    private void spec(Cursor cursor) {
        if (!cursor.object()) {
            return;
        }
        while (cursor.field()) {
            switch (cursor.name()) {
                case "hostNetwork" -> note(cursor.bool(false), Pod.Trait.HOST_NETWORK);
                case "dnsPolicy" -> {
                    String policy = cursor.text();
                    if (detail != null) {
                        detail.dnsPolicy(policy);
                    }
                    note(policy != null && !policy.startsWith("ClusterFirst"), Pod.Trait.OWN_SEARCH_LIST);
                }
                case "dnsConfig" ->
                    note(detail == null ? hasSearches(cursor) : detail.dnsConfig(cursor), Pod.Trait.OWN_SEARCH_LIST);
                // Windows walks the first element alone.
                case "os" -> note(isWindows(cursor), Pod.Trait.OWN_SEARCH_LIST);
                default -> {
                    if (detail == null || !detail.spec(cursor)) {
                        cursor.skip();
                    }
                }
            }
        }
    }

    private void note(boolean has, Pod.Trait trait) {
        if (has) {
            traits.add(trait);
        }
    }

    private static boolean hasSearches(Cursor cursor) {
        boolean some = false;
        if (!cursor.object()) {
            return false;
        }
        while (cursor.field()) {
            if (!cursor.name().equals("searches")) {
                cursor.skip();
            } else if (cursor.array()) {
                while (cursor.element()) {
                    cursor.skip();
                    some = true;
                }
            }
        }
        return some;
    }

    private static boolean isWindows(Cursor cursor) {
        boolean windows = false;
        if (!cursor.object()) {
            return false;
        }
        while (cursor.field()) {
            if (cursor.name().equals("name")) {
                windows = "windows".equals(cursor.text());
            } else {
                cursor.skip();
            }
        }
        return windows;
    }

    private static List<IpAddress> podIps(Cursor cursor) {
        if (!cursor.array()) {
            return List.of();
        }
        List<IpAddress> addresses = new ArrayList<>(2);
        while (cursor.element()) {
            if (cursor.object()) {
                while (cursor.field()) {
                    if (cursor.name().equals("ip")) {
                        AddressList.add(cursor, addresses);
                    } else {
                        cursor.skip();
                    }
                }
            }
        }
        return addresses;
    }

    @Override
    public @Nullable Pod build(Metadata metadata, Cursor cursor) {
        Names.checkSubdomain("name", metadata.name(), cursor);
        Names.checkLabel("namespace", metadata.namespace(), cursor);
        if (cursor.remarks().defect() != null) {
            return null;
        }
        List<IpAddress> addresses = List.copyOf(all.isEmpty() ? single : all);
        return new Pod(
                metadata.namespace(),
                metadata.name(),
                addresses,
                metadata.deleting(),
                traits,
                detail == null ? null : detail.build(metadata));
    }
}
