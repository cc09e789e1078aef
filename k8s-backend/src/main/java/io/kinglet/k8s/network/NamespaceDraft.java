package io.kinglet.k8s.network;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.OtherPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A namespace on the way to what is published next; the one without a name has what belongs to none. Confined to one thread. */
final class NamespaceDraft {

    private final String name;
    private final Shelf.Draft<NetworkPod> pods = new Shelf.Draft<>(Shelf.empty(NetworkPod::name));
    private final Map<Kind, Shelf.Draft<ClusterObject>> objects = new EnumMap<>(Kind.class);

    NamespaceDraft(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    Shelf.Draft<NetworkPod> pods() {
        return pods;
    }

    /** Of any kind but Pods. */
    Shelf.Draft<ClusterObject> of(Kind kind) {
        return objects.computeIfAbsent(kind, any -> new Shelf.Draft<>(Shelf.empty(ClusterObject::name)));
    }

    <T extends ClusterObject> List<T> all(Kind kind, Class<T> type) {
        Shelf.Draft<ClusterObject> draft = objects.get(kind);
        return draft == null
                ? List.of()
                : draft.shelf().all().stream().map(type::cast).toList();
    }

    List<OtherPolicy> otherPolicies() {
        List<OtherPolicy> all = new ArrayList<>();
        Kind.otherEngines().forEach(kind -> all.addAll(all(kind, OtherPolicy.class)));
        return List.copyOf(all);
    }

    /** The shelf of any kind, with all that was changed. */
    Shelf<?> shelf(Kind kind) {
        return kind == Kind.POD ? pods.shelf() : of(kind).shelf();
    }

    boolean isEmpty() {
        return pods.shelf().size() == 0
                && objects.values().stream().allMatch(draft -> draft.shelf().size() == 0);
    }

    NetworkNamespace build(LabelSet labels, @Nullable NetworkNamespace before, long version) {
        return new NetworkNamespace(
                name,
                labels,
                pods.shelf(),
                of(Kind.SERVICE).shelf(),
                of(Kind.ENDPOINT_SLICE).shelf(),
                of(Kind.NETWORK_POLICY).shelf(),
                otherPolicies(),
                before,
                version);
    }
}
