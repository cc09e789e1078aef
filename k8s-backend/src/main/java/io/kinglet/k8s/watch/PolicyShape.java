package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.spec.NetworkPolicySpec;
import io.kinglet.k8s.spec.TierPolicySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A NetworkPolicy, or one of the policies of policy.networking.k8s.io. Its {@code spec} is read as a tree: policies are few and
 * small, and what they mean is shared with manifests.
 */
final class PolicyShape implements Shape {

    private final Kind kind;
    private final Freshness freshness;
    private @Nullable Object spec;

    PolicyShape(Kind kind, Freshness freshness) {
        this.kind = kind;
        this.freshness = freshness;
    }

    @Override
    public void clear() {
        spec = null;
    }

    @Override
    public void field(String name, Cursor cursor) {
        if (name.equals("spec")) {
            spec = cursor.tree();
        } else {
            cursor.skip();
        }
    }

    @Override
    public @Nullable ClusterObject build(Metadata metadata, Cursor cursor) {
        boolean namespaced = kind == Kind.NETWORK_POLICY;
        Names.checkSubdomain("name", metadata.name(), cursor);
        if (namespaced) {
            Names.checkLabel("namespace", metadata.namespace(), cursor);
        }
        if (cursor.remarks().defect() != null) {
            return null;
        }
        List<String> flaws = new ArrayList<>();
        TreePart part = new TreePart(spec, "spec", flaws);
        Instant changed = freshness.changed(metadata);
        ClusterObject policy = namespaced
                ? NetworkPolicySpec.read(metadata.namespace(), metadata.name(), part, changed, flaws)
                : TierPolicySpec.read(kind, metadata.name(), part, changed, flaws);
        if (!flaws.isEmpty()) {
            cursor.flaw(flaws.get(0));
        }
        return policy;
    }
}
