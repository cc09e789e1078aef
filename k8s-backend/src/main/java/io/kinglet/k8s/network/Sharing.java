package io.kinglet.k8s.network;

import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.PodTemplate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What many objects have in common, kept once. Templates are counted, and kept as long as a Pod has them: equal ones are the same
 * object. Smaller parts go through a table of fixed size, where a newer one takes the place of an older: most are shared, and none is
 * kept for the sake of sharing alone. Confined to one thread.
 */
final class Sharing {

    private static final int PARTS = 1 << 14;

    /** A template and how many Pods have it. */
    private static final class Counted {
        final PodTemplate template;
        int pods;

        Counted(PodTemplate template) {
            this.template = template;
        }
    }

    private final Map<PodTemplate, Counted> templates = new HashMap<>();
    private final @Nullable Object[] parts = new Object[PARTS];

    /** The one template that is equal; to be given back as often as it was taken. */
    PodTemplate take(PodTemplate template, String pod) {
        Counted counted = templates.get(template);
        if (counted == null) {
            PodTemplate kept = compact(template, pod);
            counted = new Counted(kept);
            templates.put(kept, counted);
        }
        counted.pods++;
        return counted.template;
    }

    void giveBack(PodTemplate template) {
        Counted counted = templates.get(template);
        if (counted != null && --counted.pods == 0) {
            templates.remove(template);
        }
    }

    /** Templates that are kept. */
    int templates() {
        return templates.size();
    }

    String text(String text) {
        return text.isEmpty() ? "" : part(text);
    }

    @Nullable
    String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    /** The label {@code statefulset.kubernetes.io/pod-name} has the name of the Pod, which is there anyway. */
    private PodTemplate compact(PodTemplate template, String pod) {
        UnaryOperator<String> text = it -> it.equals(pod) ? pod : text(it);
        LabelSet labels = template.labels().map(text);
        return new PodTemplate(
                labels,
                part(template.ports()),
                textOrNull(template.subdomain()),
                text(template.dnsPolicy()),
                part(template.dnsConfig()));
    }

    /** The slice, with what it has in common with others shared. */
    EndpointSlice compact(EndpointSlice slice, UnaryOperator<String> podName) {
        return new EndpointSlice(
                slice.namespace(),
                slice.name(),
                textOrNull(slice.service()),
                textOrNull(slice.importedService()),
                textOrNull(slice.sourceCluster()),
                part(List.copyOf(slice.ports())),
                slice.endpoints().stream().map(it -> compact(it, podName)).toList(),
                slice.triggered());
    }

    private Endpoint compact(Endpoint endpoint, UnaryOperator<String> podName) {
        return new Endpoint(
                endpoint.addresses(),
                endpoint.ready(),
                endpoint.hostname(),
                endpoint.podName() == null ? null : podName.apply(endpoint.podName()),
                textOrNull(endpoint.zone()),
                endpoint.serving(),
                endpoint.terminating());
    }

    @SuppressWarnings("unchecked") // what is equal to a T here is one: texts, lists of ports, records
    <T> T part(T part) {
        int hash = part.hashCode();
        int slot = (hash ^ hash >>> 16) & PARTS - 1;
        Object there = parts[slot];
        if (part.equals(there)) {
            return (T) there;
        }
        parts[slot] = part;
        return part;
    }
}
