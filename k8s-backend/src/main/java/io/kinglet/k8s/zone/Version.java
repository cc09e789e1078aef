package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.k8s.index.ClusterIndex;
import org.jspecify.annotations.Nullable;

/** A version of the index and the answers that hang on the version alone. Immutable; made once per publication. */
record Version(ClusterIndex index, Answer soa, Answer noData, Answer nxDomain) {

    Version(ClusterIndex index, ZoneSoa soa) {
        this(index, new Answer.Positive(soa), new Answer.NoData(soa), new Answer.NxDomain(soa));
    }

    /** The answer, or NODATA for none. */
    Answer orNoData(@Nullable Answer answer) {
        return answer == null ? noData : answer;
    }
}
