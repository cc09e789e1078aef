package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.wire.Query;
import io.kinglet.k8s.index.ClusterIndex;
import io.kinglet.k8s.index.ServiceEntry;
import io.kinglet.k8s.schema.EndpointSet;
import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;

/**
 * Why a name of the cluster does not exist, or has no such record, in a few words for whoever asked with EDNS (RFC 8914, info code 0:
 * no other fits). The words tell what anyone could find out by asking: never what a policy says. Noted beside the query, so that no
 * answer changes, and what is kept or shared of an answer never has them. Immutable; any thread.
 */
public final class NegativeReasons {

    private static final byte[] NO_NAMESPACE = reason("no such namespace");
    private static final byte[] NO_SHOWN_NAMESPACE = reason("no such namespace, or it is not exposed");
    private static final byte[] NO_SERVICE = reason("no such service in the namespace");
    private static final byte[] NO_READY_ENDPOINTS = reason("no ready endpoints");
    private static final byte[] NO_PODS = reason("selector matches no pods");
    private static final byte[] NO_ENDPOINT = reason("the service has no such endpoint or port");
    private static final byte[] NO_POD = reason("no pod has the address");
    private static final byte[] POD_NAMES_OFF = reason("names of pods are not served");
    private static final byte[] NO_ADDRESS = reason("no service or endpoint has the address");
    private static final byte[] NO_NAME = reason("no such name in the cluster's zone");
    private static final byte[] NO_TYPE = reason("the name has no record of this type");

    private final KubernetesConfig config;
    private final BiPredicate<String, String> hasNoPods;

    /**
     * @param hasNoPods whether nothing is known to be behind the Service of a namespace, ready or not
     */
    public NegativeReasons(KubernetesConfig config, BiPredicate<String, String> hasNoPods) {
        this.config = config;
        this.hasNoPods = hasNoPods;
    }

    private static byte[] reason(String text) {
        return AnswerEncoder.extendedErrorOption(ExtendedError.OTHER, text);
    }

    /** Notes why the layer's own answer, one of the version's two negative ones, is negative. */
    void note(Query query, ServedZone zone, Version version, Answer answer) {
        if (query.edns().present()) {
            query.marks().reason(answer == version.noData() ? NO_TYPE : missing(query, zone, version));
        }
    }

    private byte[] missing(Query query, ServedZone zone, Version version) {
        int below = zone.labelsBelow(query);
        if (zone.reverse()) {
            return NO_ADDRESS;
        }
        byte[] lower = query.lowerQname();
        int last = query.labelOffset(below - 1);
        boolean service = Labels.is(lower, last, Labels.SVC);
        if (below < 2 || !service && !Labels.is(lower, last, Labels.POD)) {
            return NO_NAME;
        }
        if (!version.index().namespaceExists(lower, query.labelOffset(below - 2))) {
            return config.index().namespaces().isEmpty() && config.scope().namespaceLabels() == null
                    ? NO_NAMESPACE
                    : NO_SHOWN_NAMESPACE;
        }
        if (!service) {
            return config.pods() == PodMode.DISABLED ? POD_NAMES_OFF : NO_POD;
        }
        return below < 3 ? NO_NAME : service(query, zone, below, version.index());
    }

    private byte[] service(Query query, ServedZone zone, int below, ClusterIndex index) {
        byte[] lower = query.lowerQname();
        int offset = query.labelOffset(below - 3);
        int length = query.labelOffset(below - 1) - offset;
        ServiceEntry entry =
                zone.multicluster() ? index.serviceImport(lower, offset, length) : index.service(lower, offset, length);
        if (entry == null) {
            return NO_SERVICE;
        }
        EndpointSet endpoints = entry.endpoints();
        if (!entry.isExternal() && (endpoints == null || endpoints.isEmpty())) {
            return !zone.multicluster()
                            && hasNoPods.test(label(lower, query.labelOffset(below - 2)), label(lower, offset))
                    ? NO_PODS
                    : NO_READY_ENDPOINTS;
        }
        return NO_ENDPOINT;
    }

    private static String label(byte[] lower, int offset) {
        return new String(lower, offset + 1, lower[offset], StandardCharsets.UTF_8);
    }
}
