package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.k8s.index.ClusterIndex;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A version of the index and the answers that hang on the version alone. Immutable; made once per publication. */
final class Version {

    private final ClusterIndex index;
    private final PtrRecords ptr;
    private final Answer ptrAnswer;
    private final Answer soa;
    private final Answer noData;
    private final Answer nxDomain;

    Version(ClusterIndex index, KubernetesConfig config, byte[] primaryZone, IntSupplier serial) {
        this.index = index;
        ptr = new PtrRecords(index, primaryZone, config.ptrHostnameOnly());
        ptrAnswer = new Answer.Positive(ptr);
        ZoneSoa negative = new ZoneSoa(serial, config.negativeTtl());
        soa = new Answer.Positive(negative);
        noData = new Answer.NoData(negative);
        nxDomain = new Answer.NxDomain(negative);
    }

    ClusterIndex index() {
        return index;
    }

    PtrRecords ptr() {
        return ptr;
    }

    /** The PTR records of the address in the question, which has some. */
    Answer ptrAnswer() {
        return ptrAnswer;
    }

    Answer soa() {
        return soa;
    }

    Answer noData() {
        return noData;
    }

    Answer nxDomain() {
        return nxDomain;
    }

    /** The answer, or NODATA for none. */
    Answer orNoData(@Nullable Answer answer) {
        return answer == null ? noData : answer;
    }
}
