package io.kinglet.server.reach;

import io.kinglet.k8s.policy.Opening;
import io.kinglet.k8s.policy.Reason;
import io.kinglet.k8s.policy.Verdict;
import io.kinglet.k8s.reach.Destination;
import io.kinglet.k8s.reach.EndpointGroup;
import io.kinglet.k8s.reach.PortReach;
import io.kinglet.k8s.reach.Reach;
import io.kinglet.k8s.reach.Remark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found out as a tree for {@code server.json}. The names of its fields are stable. Stateless. */
public final class ReachTree {

    private ReachTree() {}

    public static Map<String, @Nullable Object> of(Reach reach) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("from", reach.from().toString());
        tree.put("to", reach.to().toString());
        tree.put("outcome", word(reach.outcome()));
        tree.put("ports", reach.ports().stream().map(ReachTree::of).toList());
        tree.put("remarks", remarks(reach.remarks()));
        return tree;
    }

    private static Map<String, @Nullable Object> of(PortReach port) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", port.name());
        tree.put("protocol", port.protocol());
        tree.put("port", port.first());
        tree.put("lastPort", port.last());
        tree.put("outcome", word(port.outcome()));
        tree.put("endpoints", port.groups().stream().map(ReachTree::of).toList());
        tree.put("remarks", remarks(port.remarks()));
        return tree;
    }

    private static Map<String, @Nullable Object> of(EndpointGroup group) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("at", group.destinations().stream().map(ReachTree::of).toList());
        tree.put("targetPort", group.port());
        tree.putAll(of(group.verdict()));
        return tree;
    }

    private static Map<String, @Nullable Object> of(Destination destination) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("address", destination.address().toString());
        tree.put("pod", destination.pod() == null ? null : destination.pod().toString());
        return tree;
    }

    /** {@code outcome}, {@code reasons} and, where it is denied, {@code opening}. */
    public static Map<String, @Nullable Object> of(Verdict verdict) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("outcome", word(verdict.outcome()));
        tree.put("reasons", verdict.reasons().stream().map(ReachTree::of).toList());
        Opening opening = verdict.opening();
        tree.put(
                "opening",
                opening == null
                        ? null
                        : opening.steps().stream().map(ReachTree::of).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> of(Opening.Step step) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("direction", word(step.direction()));
        tree.put("where", step.where());
        tree.put("yaml", step.yaml());
        return tree;
    }

    private static Map<String, @Nullable Object> of(Reason reason) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("code", word(reason.code()));
        tree.put("direction", reason.direction() == null ? null : word(reason.direction()));
        Reason.PolicyId policy = reason.policy();
        tree.put("policy", policy == null ? null : policy.toString());
        tree.put("text", reason.text());
        return tree;
    }

    private static List<Map<String, @Nullable Object>> remarks(List<Remark> remarks) {
        return remarks.stream()
                .map(remark -> {
                    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
                    tree.put("code", word(remark.code()));
                    tree.put("text", remark.text());
                    return tree;
                })
                .toList();
    }

    /** {@code NOT_READY} as {@code notReady}. */
    public static String word(Enum<?> value) {
        String[] words = value.name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder word = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            word.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
        }
        return word.toString();
    }
}
