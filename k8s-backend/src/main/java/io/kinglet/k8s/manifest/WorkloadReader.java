package io.kinglet.k8s.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code apps} kinds that stand for pods. Stateless. */
final class WorkloadReader {

    /** More pods than a manifest is written for; a slip of the finger must not fill the memory. */
    static final int REPLICAS_MAX = 10_000;

    private WorkloadReader() {}

    /** A Deployment or a ReplicaSet; of a DaemonSet, the pod of one node. */
    static Declared read(Declared.Header header, Field root) {
        Field spec = root.get("spec");
        int replicas = header.key().kind().equals("DaemonSet") ? 1 : replicas(spec);
        return new Declared.Workload(header, replicas, null, template(spec, null));
    }

    static Declared readStatefulSet(Declared.Header header, Field root) {
        Field spec = root.get("spec");
        String subdomain = spec.get("serviceName").text(NameRules::label);
        Integer start = spec.get("ordinals").get("start").number(0, Integer.MAX_VALUE - REPLICAS_MAX);
        int first = start == null ? 0 : start;
        int replicas = replicas(spec);
        String last = header.key().name() + "-" + (first + replicas);
        if (last.length() > 63) {
            root.get("metadata")
                    .get("name")
                    .wrong("the pods are called like " + last
                            + ", longer than the 63 octets of a label (RFC 1035 section 2.3.4)");
        }
        return new Declared.Workload(header, replicas, first, template(spec, subdomain));
    }

    private static int replicas(Field spec) {
        Integer replicas = spec.get("replicas").number(0, REPLICAS_MAX);
        return replicas == null ? 1 : replicas;
    }

    private static Declared.Template template(Field spec, @Nullable String subdomain) {
        Field template = spec.get("template");
        Field metadata = template.get("metadata");
        Map<String, String> labels = metadata.get("labels").texts();
        spec.get("selector").get("matchLabels").texts().forEach((key, value) -> {
            if (!value.equals(labels.get(key))) {
                spec.get("selector")
                        .get("matchLabels")
                        .get(key)
                        .wrong("\"" + value
                                + "\" is no label of the pods: write it in spec.template.metadata.labels too");
            }
        });
        Declared.Template read =
                PodReader.template(labels, metadata.get("annotations").texts(), template.get("spec"));
        return subdomain == null ? read : read.under(subdomain);
    }
}
