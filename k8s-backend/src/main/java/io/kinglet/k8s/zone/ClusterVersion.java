package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.k8s.index.ClusterIndex;
import java.util.function.IntSupplier;

/**
 * A version as it is seen from inside of the cluster, with the names of its addresses. Immutable; made once per publication.
 *
 * @param ptrAnswer the PTR records of the address in the question, which has some
 */
record ClusterVersion(Version names, PtrRecords ptr, Answer ptrAnswer) {

    private ClusterVersion(Version names, PtrRecords ptr) {
        this(names, ptr, new Answer.Positive(ptr));
    }

    ClusterVersion(ClusterIndex index, KubernetesConfig config, byte[] primaryZone, IntSupplier serial) {
        this(
                new Version(index, ZoneSoa.inside(serial, config.negativeTtl())),
                new PtrRecords(index, primaryZone, config.ptrHostnameOnly()));
    }

    ClusterIndex index() {
        return names.index();
    }
}
