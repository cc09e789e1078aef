package io.kinglet.k8s.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.k8s.index.ClusterIndex;
import org.jspecify.annotations.Nullable;

/** A version of the index and the answers from outside that hang on the version alone. Immutable; made once per publication. */
final class ExternalVersion {

    private final ClusterIndex index;
    private final Answer soa;
    private final Answer noData;
    private final Answer nxDomain;

    /**
     * @param apex the label that the zone's servers are below, in wire format
     */
    ExternalVersion(ClusterIndex index, ExternalConfig config, byte[] apex) {
        this.index = index;
        // Endpoints move without any address outside: where they are shown, their changes count.
        int serial = config.headless() ? index.serial() : index.externalSerial();
        ExternalSoa record = new ExternalSoa(serial, apex, config.ttl());
        soa = new Answer.Positive(record);
        noData = new Answer.NoData(record);
        nxDomain = new Answer.NxDomain(record);
    }

    ClusterIndex index() {
        return index;
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
