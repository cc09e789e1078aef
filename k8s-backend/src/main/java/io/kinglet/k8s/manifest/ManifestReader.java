package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of texts, and gathers every problem on the way. Kinds that are of no use are counted and passed over.
 * Confined to one thread.
 */
final class ManifestReader {

    private static final Logger LOG = System.getLogger(ManifestReader.class.getName());

    private static final Set<String> BUILT_IN = Set.of("", "apps", "extensions", "discovery.k8s.io");

    /** The kinds that are read, and the version to write them in. */
    private static final Map<String, String> KINDS = Map.of(
            "List", "v1",
            "Namespace", "v1",
            "Service", "v1",
            "Pod", "v1",
            "EndpointSlice", "discovery.k8s.io/v1",
            "ServiceImport", "multicluster.x-k8s.io/v1alpha1",
            "Deployment", "apps/v1",
            "ReplicaSet", "apps/v1",
            "DaemonSet", "apps/v1",
            "StatefulSet", "apps/v1");

    /** The kinds that are read beside those where reachability is judged. */
    private static final Map<String, String> POLICIES = Map.of(
            "NetworkPolicy", "networking.k8s.io/v1",
            "AdminNetworkPolicy", "policy.networking.k8s.io/v1alpha1",
            "BaselineAdminNetworkPolicy", "policy.networking.k8s.io/v1alpha1",
            "ClusterNetworkPolicy", "policy.networking.k8s.io/v1alpha2",
            "CiliumNetworkPolicy", "cilium.io/v2",
            "CiliumClusterwideNetworkPolicy", "cilium.io/v2",
            "GlobalNetworkPolicy", "crd.projectcalico.org/v1",
            "AuthorizationPolicy", "security.istio.io/v1");

    private final Problems problems;
    private final boolean network;
    private final Map<ObjectKey, Declared> objects = new TreeMap<>();
    private final Map<String, Integer> ignored = new TreeMap<>();

    /**
     * @param network whether policies are read, too
     */
    ManifestReader(boolean network, Problems problems) {
        this.network = network;
        this.problems = problems;
    }

    /** The objects read so far. */
    Map<ObjectKey, Declared> objects() {
        return objects;
    }

    void read(String file, String text) {
        for (YamlNode document : YamlDocuments.read(file, text, problems)) {
            object(Field.root(file, document, problems), true);
        }
    }

    /** Tells the log what was passed over. */
    void finish() {
        if (!ignored.isEmpty()) {
            LOG.log(Level.DEBUG, "kinds that no DNS answer depends on were passed over: {0}", ignored);
        }
    }

    private void object(Field root, boolean mayBeList) {
        String kind = root.get("kind").text();
        String version = root.get("apiVersion").text();
        if (kind == null || version == null) {
            if (!root.get("kind").present()) {
                root.wrong("kind is missing: every object begins with apiVersion and kind");
            } else if (!root.get("apiVersion").present()) {
                root.wrong("apiVersion is missing: every object begins with apiVersion and kind");
            }
            return;
        }
        String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
        switch (group.isEmpty() ? kind : group + "/" + kind) {
            case "List" -> list(root, mayBeList);
            case "Namespace" -> namespace(root);
            case "Service" -> put(root, kind, NameRules::label, ServiceReader::read);
            case "Pod" -> put(root, kind, NameRules::subdomain, PodReader::read);
            case "discovery.k8s.io/EndpointSlice" -> put(root, kind, NameRules::subdomain, SliceReader::read);
            case "multicluster.x-k8s.io/ServiceImport" -> put(root, kind, NameRules::label, SliceReader::readImport);
            case "apps/Deployment", "apps/ReplicaSet", "apps/DaemonSet" ->
                put(root, kind, NameRules::subdomain, WorkloadReader::read);
            case "apps/StatefulSet" -> put(root, kind, NameRules::label, WorkloadReader::readStatefulSet);
            default -> policy(root, kind, version, group);
        }
    }

    private void policy(Field root, String kind, String version, String group) {
        Kind policy = network ? PolicyReader.kind(group, kind) : null;
        if (policy == null) {
            ignore(root, kind, version, group);
        } else if (PolicyReader.clusterwide(policy)) {
            put(root, policy.word(), "", NameRules::subdomain, (header, it) -> PolicyReader.read(policy, header, it));
        } else {
            put(root, policy.word(), NameRules::subdomain, (header, it) -> PolicyReader.read(policy, header, it));
        }
    }

    /** A slip in the name of a kind that is read would otherwise go unnoticed. */
    private void ignore(Field root, String kind, String version, String group) {
        ignored.merge(version + " " + kind, 1, Integer::sum);
        slip(root, kind, version, group, KINDS);
        if (network) {
            slip(root, kind, version, group, POLICIES);
        }
    }

    private static void slip(Field root, String kind, String version, String group, Map<String, String> kinds) {
        kinds.forEach((known, knownVersion) -> {
            boolean builtIn = BUILT_IN.contains(group) || knownVersion.startsWith(group + "/");
            if (known.equalsIgnoreCase(kind) && builtIn) {
                root.get("kind")
                        .wrong("found " + kind + " of " + version + ": write kind: " + known + " and apiVersion: "
                                + knownVersion);
            }
        });
    }

    private void list(Field root, boolean mayBeList) {
        if (!mayBeList) {
            // Lists of lists of aliases would make a large world of a small text.
            root.wrong("a List in a List: write the objects in one List");
            return;
        }
        root.get("items").items().forEach(item -> object(item, false));
    }

    /** Makes an object of its header and its fields; null when a problem was reported. */
    private interface Reader {
        @Nullable
        Declared read(Declared.Header header, Field root);
    }

    private void namespace(Field root) {
        Declared.Header header = header(root, "Namespace", "", NameRules::label);
        if (header != null) {
            put(new Declared.Plain(header, new Namespace(header.key().name())));
        }
    }

    private void put(Field root, String kind, Function<String, @Nullable String> rule, Reader reader) {
        String namespace = root.get("metadata").get("namespace").text(NameRules::label);
        put(root, kind, namespace == null ? "default" : namespace, rule, reader);
    }

    private void put(
            Field root, String kind, String namespace, Function<String, @Nullable String> rule, Reader reader) {
        Declared.Header header = header(root, kind, namespace, rule);
        if (header != null) {
            Declared declared = reader.read(header, root);
            if (declared != null) {
                put(declared);
            }
        }
    }

    private void put(Declared declared) {
        Declared first = objects.putIfAbsent(declared.header().key(), declared);
        if (first != null) {
            problems.add(
                    declared.header().at(),
                    declared.header().key() + " is given twice, first at "
                            + first.header().at() + ": keep one");
        }
    }

    private static Declared.@Nullable Header header(
            Field root, String kind, String namespace, Function<String, @Nullable String> rule) {
        Field metadata = root.get("metadata");
        String name = metadata.get("name").text(rule);
        if (metadata.get("name").empty()) {
            metadata.wrong(metadata.present() ? "name is missing" : "metadata.name is missing");
        }
        Map<String, String> labels = metadata.get("labels").texts();
        Map<String, String> annotations = metadata.get("annotations").texts();
        // Without a name the object is read all the same, for its other problems.
        ObjectKey key = new ObjectKey(kind, namespace, name == null ? "" : name);
        return new Declared.Header(key, root.at(), labels, annotations);
    }
}
