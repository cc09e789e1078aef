package io.kinglet.k8s.index;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.k8s.index.ClusterIndex.Tables;
import io.kinglet.k8s.index.ServiceEntry.Facts;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.External;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.Service.Type;
import io.kinglet.k8s.model.ServiceImport;
import io.kinglet.k8s.schema.PackedSlice;
import io.kinglet.k8s.source.ClusterSink;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the index. Changes come from any thread and are applied under one lock; a batch is published once.
 *
 * <p>What a kind's first list brings is published but once a second: every version copies what its batch touched, and a list
 * touches everything. Changes of the other kinds do not wait for that.
 */
public final class IndexWriter implements ClusterSink {

    private static final long LIST_PUBLICATION_MILLIS = 1000;

    private final IndexConfig config;
    private final LongSupplier wallClockMillis;
    private final ProgrammingObserver observer;
    private final SlicePacker packer;
    private final ServiceWriter services = new ServiceWriter(false);
    private final ServiceWriter imports = new ServiceWriter(true);
    private final PodAddresses pods;
    private final Map<String, NamespaceEntry> namespaces = new HashMap<>();
    private final int[] lists = new int[Kind.values().length];
    private final Set<Kind> synced = EnumSet.noneOf(Kind.class);
    private final Set<Kind> firstLists = EnumSet.noneOf(Kind.class);
    private final List<EndpointSlice> triggered = new ArrayList<>();
    private final Published<ClusterIndex> published;
    private TableEdits edits = new TableEdits(Tables.empty());
    private boolean changed;
    private int serial;
    private int externalSerial;
    private long publishedMillis;

    /**
     * @param wallClockMillis milliseconds since the Unix epoch
     */
    public IndexWriter(IndexConfig config, LongSupplier wallClockMillis, ProgrammingObserver observer) {
        this.config = config;
        this.wallClockMillis = wallClockMillis;
        this.observer = observer;
        packer = new SlicePacker(config);
        pods = new PodAddresses(config.podNames());
        published = new Published<>(new ClusterIndex(config, Tables.empty(), synced, 0, 0));
    }

    /** Where the newest version stands. */
    public Published<ClusterIndex> published() {
        return published;
    }

    /** How many objects of each kind of the scope are held now. Waits for a batch that is being applied. */
    public synchronized Map<Kind, Integer> objects() {
        Map<Kind, Integer> objects = new EnumMap<>(Kind.class);
        for (Kind kind : config.kinds()) {
            switch (kind) {
                case SERVICE -> objects.put(kind, services.services());
                case SERVICE_IMPORT -> objects.put(kind, imports.services());
                case ENDPOINT_SLICE -> objects.put(kind, services.slices());
                case NAMESPACE -> objects.put(kind, namespaces.size());
                case POD -> objects.put(kind, pods.size());
                default -> {}
            }
        }
        return objects;
    }

    @Override
    public synchronized void apply(List<Change> batch) {
        boolean awaited = false;
        for (Change change : batch) {
            if (change instanceof Change.Put put) {
                awaited |= changed(put.object().kind(), admits(put.object()) && put(put.object()));
            } else if (change instanceof Change.Remove gone) {
                awaited |= changed(gone.kind(), remove(gone));
            } else if (change instanceof Change.ListStarted started) {
                lists[started.kind().ordinal()]++;
                if (started.kind() == Kind.POD) {
                    pods.listStarted();
                }
                if (!synced.contains(started.kind())) {
                    firstLists.add(started.kind());
                }
            } else if (change instanceof Change.ListFinished finished) {
                firstLists.remove(finished.kind());
                awaited |= changed(finished.kind(), sweep(finished.kind())) | synced.add(finished.kind());
            }
        }
        long now = wallClockMillis.getAsLong();
        if (awaited || changed && now - publishedMillis >= LIST_PUBLICATION_MILLIS) {
            publish(now);
        }
    }

    /** Whether it is a change that cannot wait, as the first list of the kind is complete or was never begun. */
    private boolean changed(Kind kind, boolean different) {
        changed |= different;
        return different && !firstLists.contains(kind);
    }

    private void publish(long now) {
        if (changed) {
            int second = (int) (now / 1000);
            serial = Integer.compareUnsigned(second, serial) > 0 ? second : serial;
        }
        externalSerial = services.takeExternalChanged() ? serial : externalSerial;
        services.settle(edits);
        imports.settle(edits);
        Tables tables = edits.build();
        edits = new TableEdits(tables);
        changed = false;
        publishedMillis = now;
        ClusterIndex index = new ClusterIndex(config, tables, synced, serial, externalSerial);
        published.publish(index);
        for (EndpointSlice slice : triggered) {
            programmed(slice, index, now);
        }
        triggered.clear();
    }

    private void programmed(EndpointSlice slice, ClusterIndex index, long now) {
        ServiceName name = ServiceName.of(slice.namespace(), String.valueOf(slice.service()));
        ServiceEntry entry = index.service(name.key(), 0, name.key().length);
        if (entry != null && !entry.isExternal() && slice.triggered() != null) {
            observer.programmed(
                    entry.isHeadless(), Math.max(0, now - slice.triggered().toEpochMilli()) / 1000.0);
        }
    }

    /** Whether the object is in a namespace that is served, and can have a name at all. */
    private boolean admits(ClusterObject object) {
        String namespace = object.kind() == Kind.NAMESPACE ? object.name() : object.namespace();
        return ServiceName.isLabel(namespace)
                && (config.namespaces().isEmpty() || config.namespaces().contains(namespace));
    }

    private boolean put(ClusterObject object) {
        int mark = lists[object.kind().ordinal()];
        if (object instanceof Service service) {
            return ServiceName.isLabel(service.name())
                    && services.put(service.namespace(), service.name(), facts(service), mark, edits);
        } else if (object instanceof EndpointSlice slice) {
            return putSlice(slice, mark);
        } else if (object instanceof Namespace namespace) {
            return putNamespace(namespace, mark);
        } else if (object instanceof ServiceImport imported) {
            return ServiceName.isLabel(imported.name())
                    && imports.put(imported.namespace(), imported.name(), facts(imported), mark, edits);
        } else if (object instanceof Pod pod) {
            return pod.terminating()
                    ? pods.remove(pod.namespace(), pod.name(), edits::pods)
                    : pods.put(pod, edits::pods);
        }
        return false;
    }

    private boolean putSlice(EndpointSlice slice, int mark) {
        String id = slice.namespace() + "/" + slice.name();
        boolean different = services.putSlice(id, slice.namespace(), slice.service(), pack(slice, false), mark, edits);
        if (different && slice.service() != null && slice.triggered() != null && synced.contains(Kind.ENDPOINT_SLICE)) {
            triggered.add(slice);
        }
        if (config.kinds().contains(Kind.SERVICE_IMPORT)) {
            different |=
                    imports.putSlice(id, slice.namespace(), slice.importedService(), pack(slice, true), mark, edits);
        }
        return different;
    }

    private PackedSlice pack(EndpointSlice slice, boolean imported) {
        String owner = imported ? slice.importedService() : slice.service();
        return owner == null ? PackedSlice.EMPTY : packer.pack(slice, imported);
    }

    private boolean putNamespace(Namespace namespace, int mark) {
        NamespaceEntry entry = namespaces.computeIfAbsent(namespace.name(), NamespaceEntry::new);
        entry.mark(mark);
        if (edits.namespaces().get(entry.key()) != null) {
            return false;
        }
        edits.namespaces().put(entry);
        return true;
    }

    private boolean remove(Change.Remove gone) {
        return switch (gone.kind()) {
            case SERVICE -> services.remove(gone.namespace(), gone.name(), edits);
            case SERVICE_IMPORT -> imports.remove(gone.namespace(), gone.name(), edits);
            case POD -> pods.remove(gone.namespace(), gone.name(), edits::pods);
            case ENDPOINT_SLICE -> {
                String id = gone.namespace() + "/" + gone.name();
                yield services.removeSlice(id, edits) | imports.removeSlice(id, edits);
            }
            case NAMESPACE -> {
                NamespaceEntry entry = namespaces.remove(gone.name());
                if (entry != null) {
                    edits.namespaces().remove(entry.key());
                }
                yield entry != null;
            }
            // Policies change no answer.
            default -> false;
        };
    }

    private boolean sweep(Kind kind) {
        int mark = lists[kind.ordinal()];
        return switch (kind) {
            case SERVICE -> services.sweep(mark, edits);
            case SERVICE_IMPORT -> imports.sweep(mark, edits);
            case POD -> pods.sweep(edits::pods);
            case ENDPOINT_SLICE -> services.sweepSlices(mark, edits) | imports.sweepSlices(mark, edits);
            case NAMESPACE -> sweepNamespaces(mark);
            default -> false;
        };
    }

    private boolean sweepNamespaces(int mark) {
        List<String> gone = new ArrayList<>();
        namespaces.forEach((name, entry) -> {
            if (entry.mark() != mark) {
                gone.add(name);
            }
        });
        gone.forEach(name -> remove(new Change.Remove(Kind.NAMESPACE, "", name)));
        return !gone.isEmpty();
    }

    private Facts facts(Service service) {
        return new Facts(
                service.type(),
                service.clusterIps(),
                packer.ports(service.ports()),
                target(service.externalName()),
                outside(service.external()));
    }

    private Facts facts(ServiceImport imported) {
        return new Facts(
                imported.headless() ? Type.HEADLESS : Type.CLUSTER_IP,
                imported.addresses(),
                packer.ports(imported.ports()),
                null,
                null);
    }

    /** Null for nothing, and where that is not kept. */
    private @Nullable Outside outside(External external) {
        if (!config.external() || external.isEmpty()) {
            return null;
        }
        DomainName hostname = external.hostnames().stream()
                .map(IndexWriter::target)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return external.addresses().isEmpty() && hostname == null ? null : new Outside(external.addresses(), hostname);
    }

    private static @Nullable DomainName target(@Nullable String text) {
        // An address is no name: a CNAME to it would only lead to a top-level domain of digits.
        if (text == null || IpAddress.parse(text) != null) {
            return null;
        }
        try {
            return DomainName.parse(text);
        } catch (NameSyntaxException e) {
            // The API validates it; what comes through regardless names nothing.
            return null;
        }
    }
}
