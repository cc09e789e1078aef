package io.kinglet.k8s.network;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.OtherPolicy;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.PodDetail;
import io.kinglet.k8s.model.PodTemplate;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.TierPolicy;
import io.kinglet.k8s.source.ClusterSink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a {@link ClusterNetwork} current. Any thread may apply; readers take what is published. What has not changed is shared from
 * one version to the next.
 */
public final class NetworkWriter implements ClusterSink {

    private static final Set<Kind> TIERS = Collections.unmodifiableSet(
            EnumSet.of(Kind.ADMIN_NETWORK_POLICY, Kind.BASELINE_ADMIN_NETWORK_POLICY, Kind.CLUSTER_NETWORK_POLICY));
    private static final Comparator<TierPolicy> JUDGED = Comparator.comparing(TierPolicy::tier)
            .thenComparing(TierPolicy::priority)
            .thenComparing(TierPolicy::name);

    private final Published<ClusterNetwork> published = new Published<>(ClusterNetwork.unknown());
    private final Scheduler scheduler;
    private final LongSupplier nanoClock;
    private final long interval;

    private final Sharing sharing = new Sharing();
    private final NodeClaims nodes = new NodeClaims();
    private final Map<String, NamespaceDraft> drafts = new HashMap<>();
    private final NamespaceDraft clusterwide = new NamespaceDraft("");
    private final Set<NamespaceDraft> touched = new LinkedHashSet<>();
    private final Map<Kind, Listing> listings = new EnumMap<>(Kind.class);
    private final Set<Kind> synced = EnumSet.noneOf(Kind.class);
    private AddressTable.Edit<NetworkPod> pods = published.current().podTable().edit();
    private AddressTable.Edit<Service> services =
            published.current().serviceTable().edit();
    private boolean changed;
    private boolean scheduled;
    private long publishedAt;

    /** One that publishes every batch at once. */
    public NetworkWriter() {
        this((task, nanos) -> () -> {}, () -> 0, 0);
    }

    /**
     * One that publishes at once after a quiet time, and else as often as it may: what is applied is seen by readers within the
     * interval.
     *
     * @param interval between two publications at least, in nanoseconds
     */
    public NetworkWriter(Scheduler scheduler, LongSupplier nanoClock, long interval) {
        this.scheduler = scheduler;
        this.nanoClock = nanoClock;
        this.interval = interval;
        publishedAt = nanoClock.getAsLong() - interval;
    }

    public Published<ClusterNetwork> published() {
        return published;
    }

    @Override
    public synchronized void apply(List<Change> batch) {
        batch.forEach(this::apply);
        if (!changed || scheduled) {
            return;
        }
        long wait = publishedAt + interval - nanoClock.getAsLong();
        if (wait <= 0) {
            publish();
        } else {
            scheduled = true;
            scheduler.schedule(this::due, wait);
        }
    }

    private synchronized void due() {
        scheduled = false;
        publish();
    }

    private void apply(Change change) {
        if (change instanceof Change.Put put) {
            ClusterObject object = put.object();
            Listing listing = listings.get(object.kind());
            if (listing != null) {
                listing.seen(object.namespace(), object.name());
            }
            if (object instanceof Pod pod) {
                put(pod);
            } else {
                put(object);
            }
        } else if (change instanceof Change.Remove gone) {
            remove(gone.kind(), gone.namespace(), gone.name());
        } else if (change instanceof Change.ListStarted started) {
            Listing listing = new Listing();
            listing.before("", clusterwide.shelf(started.kind()));
            drafts.values().forEach(draft -> listing.before(draft.name(), draft.shelf(started.kind())));
            listings.put(started.kind(), listing);
        } else if (change instanceof Change.ListFinished finished) {
            Listing listing = listings.remove(finished.kind());
            if (listing != null) {
                listing.forEachUnseen((namespace, name) -> remove(finished.kind(), namespace, name));
            }
            changed |= synced.add(finished.kind());
        }
    }

    private void put(Pod pod) {
        PodDetail detail = pod.detail();
        if (detail == null) {
            // Nothing is known of it that anybody is judged by.
            remove(Kind.POD, pod.namespace(), pod.name());
            return;
        }
        NamespaceDraft draft = draft(pod.namespace());
        NetworkPod before = draft.pods().get(pod.name());
        String name = before == null ? pod.name() : before.name();
        PodTemplate template = sharing.take(detail.template(), name);
        NodeClaim node = nodes.shared(new NodeClaim(detail.node(), detail.nodeAddress()));
        NetworkPod after = new NetworkPod(draft.name(), name, pod, detail, template, node, sharing);
        if (before != null) {
            if (after.says(before)) {
                sharing.giveBack(template);
                return;
            }
            leave(before);
        }
        after.addresses().forEach(address -> pods.add(address, after));
        nodes.add(after);
        draft.pods().put(name, after);
        touch(draft);
    }

    private void leave(NetworkPod pod) {
        pod.addresses().forEach(address -> pods.remove(address, pod));
        nodes.remove(pod);
        sharing.giveBack(pod.template());
    }

    private void put(ClusterObject object) {
        NamespaceDraft draft = draft(object.namespace());
        ClusterObject kept = object instanceof EndpointSlice slice ? compact(slice, draft) : object;
        ClusterObject before = draft.of(object.kind()).get(object.name());
        if (!kept.equals(before)) {
            draft.of(object.kind()).put(object.name(), kept);
            replaced(draft, before, kept);
        }
    }

    /** The names of Pods are those that the Pods have. */
    private EndpointSlice compact(EndpointSlice slice, NamespaceDraft draft) {
        return sharing.compact(slice, name -> {
            NetworkPod pod = draft.pods().get(name);
            return pod == null ? name : pod.name();
        });
    }

    private void remove(Kind kind, String namespace, String name) {
        NamespaceDraft draft = namespace.isEmpty() ? clusterwide : drafts.get(namespace);
        if (draft == null) {
            return;
        }
        if (kind == Kind.POD) {
            NetworkPod before = draft.pods().get(name);
            if (before != null) {
                leave(before);
                draft.pods().remove(name);
                touch(draft);
            }
            return;
        }
        ClusterObject before = draft.of(kind).get(name);
        if (before != null) {
            draft.of(kind).remove(name);
            replaced(draft, before, null);
        }
    }

    private void replaced(NamespaceDraft draft, @Nullable ClusterObject before, @Nullable ClusterObject after) {
        touch(draft);
        if (before instanceof Service service) {
            addresses(service).forEach(address -> services.remove(address, service));
        }
        if (after instanceof Service service) {
            addresses(service).forEach(address -> services.add(address, service));
        }
        ClusterObject either = after == null ? before : after;
        if (either instanceof Namespace namespace) {
            touch(draft(namespace.name()));
        }
    }

    private static Set<IpAddress> addresses(Service service) {
        Set<IpAddress> all = new LinkedHashSet<>(service.clusterIps());
        all.addAll(service.external().addresses());
        return all;
    }

    private NamespaceDraft draft(String namespace) {
        return namespace.isEmpty() ? clusterwide : drafts.computeIfAbsent(namespace, NamespaceDraft::new);
    }

    private void touch(NamespaceDraft draft) {
        touched.add(draft);
        changed = true;
    }

    private void publish() {
        ClusterNetwork before = published.current();
        Shelf.Draft<NetworkNamespace> namespaces = new Shelf.Draft<>(before.shelf());
        boolean policies = false;
        for (NamespaceDraft draft : touched) {
            if (draft != clusterwide) {
                policies |= build(draft, namespaces);
            }
        }
        List<TierPolicy> tiers = before.tierPolicies();
        List<OtherPolicy> others = before.otherPolicies();
        if (touched.contains(clusterwide)) {
            tiers = tiers();
            others = clusterwide.otherPolicies();
            policies |= !tiers.equals(before.tierPolicies()) || !others.equals(before.otherPolicies());
        }
        published.publish(new ClusterNetwork(
                namespaces.shelf(),
                pods.table(),
                services.table(),
                nodes.nodes(),
                tiers,
                others,
                Collections.unmodifiableSet(EnumSet.copyOf(synced)),
                before.version() + 1,
                before.policyVersion() + (policies ? 1 : 0)));
        touched.clear();
        changed = false;
        pods = published.current().podTable().edit();
        services = published.current().serviceTable().edit();
        publishedAt = nanoClock.getAsLong();
    }

    /** Whether its policies, or what they select namespaces by, have changed. */
    private boolean build(NamespaceDraft draft, Shelf.Draft<NetworkNamespace> namespaces) {
        NetworkNamespace before = namespaces.get(draft.name());
        ClusterObject namespace = clusterwide.of(Kind.NAMESPACE).get(draft.name());
        if (namespace instanceof Namespace there) {
            NetworkNamespace after =
                    draft.build(there.labels(), before, published.current().version() + 1);
            namespaces.put(draft.name(), after);
            return !after.hasPoliciesOf(before);
        }
        if (draft.isEmpty()) {
            drafts.remove(draft.name());
        }
        if (before != null) {
            namespaces.remove(draft.name());
        }
        return before != null;
    }

    private List<TierPolicy> tiers() {
        List<TierPolicy> tiers = new ArrayList<>();
        TIERS.forEach(kind -> tiers.addAll(clusterwide.all(kind, TierPolicy.class)));
        tiers.sort(JUDGED);
        return List.copyOf(tiers);
    }
}
