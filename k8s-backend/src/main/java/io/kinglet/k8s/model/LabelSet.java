package io.kinglet.k8s.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The labels of an object, in one small array. Immutable and comparable by value. */
public final class LabelSet {

    /** No labels. */
    public static final LabelSet EMPTY = new LabelSet(new String[0]);

    /** Keys in order, each followed by its value. */
    private final String[] texts;

    /** Given by controllers to one Pod, or to one revision or run of a workload (Kubernetes reference: well-known labels). */
    private static final Set<String> PASSING = Set.of(
            "pod-template-hash",
            "controller-revision-hash",
            "pod-template-generation",
            "statefulset.kubernetes.io/pod-name",
            "apps.kubernetes.io/pod-index",
            "batch.kubernetes.io/job-completion-index",
            "batch.kubernetes.io/job-name",
            "batch.kubernetes.io/controller-uid",
            "controller-uid",
            "job-name");

    private LabelSet(String[] texts) {
        this.texts = texts;
    }

    public static LabelSet of(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return EMPTY;
        }
        String[] texts = new String[2 * labels.size()];
        int i = 0;
        for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
            texts[i++] = label.getKey();
            texts[i++] = label.getValue();
        }
        return new LabelSet(texts);
    }

    /** The value of the label; null when the object does not have it. */
    public @Nullable String get(String key) {
        int low = 0;
        int high = texts.length / 2 - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = texts[2 * middle].compareTo(key);
            if (order == 0) {
                return texts[2 * middle + 1];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    public int size() {
        return texts.length / 2;
    }

    /** The same labels with other objects for their texts: {@code texts} gives an equal text for each. */
    public LabelSet map(UnaryOperator<String> texts) {
        String[] mapped = this.texts.clone();
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = texts.apply(mapped[i]);
        }
        return mapped.length == 0 ? EMPTY : new LabelSet(mapped);
    }

    /** Those of the labels that have one of these keys. */
    public LabelSet only(Set<String> keys) {
        Map<String, String> some = toMap();
        some.keySet().retainAll(keys);
        return of(some);
    }

    /**
     * What the Pods of a workload have in common: without the labels that controllers give to one of them.
     *
     * @param kept those that stay nevertheless
     */
    public LabelSet lasting(Set<String> kept) {
        Map<String, String> lasting = toMap();
        lasting.keySet().removeIf(label -> PASSING.contains(label) && !kept.contains(label));
        return lasting.size() == size() ? this : of(lasting);
    }

    public Map<String, String> toMap() {
        Map<String, String> labels = new TreeMap<>();
        for (int i = 0; i < texts.length; i += 2) {
            labels.put(texts[i], texts[i + 1]);
        }
        return labels;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LabelSet set && Arrays.equals(texts, set.texts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(texts);
    }

    /** {@code app=web,tier=front}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < texts.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(texts[i]).append('=').append(texts[i + 1]);
        }
        return text.toString();
    }
}
