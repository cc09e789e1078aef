package io.kinglet.k8s.explain;

import org.jspecify.annotations.Nullable;

/**
 * One reason for what a name got.
 *
 * @param code for programs: stable
 * @param text for people: one sentence without a full stop
 * @param advice what would help, a sentence without a full stop; null where nothing needs to
 * @param object what it is about; null for none
 */
public record Finding(
        Code code,
        String text,
        @Nullable String advice,
        @Nullable ObjectName object) {

    Finding(Code code, String text) {
        this(code, text, null, null);
    }

    Finding(Code code, String text, @Nullable String advice) {
        this(code, text, advice, null);
    }

    /**
     * Names an object of the cluster.
     *
     * @param kind as a manifest has it
     * @param version its generation, or its resource version; empty where neither is known
     */
    public record ObjectName(String kind, String namespace, String name, String version) {
        @Override
        public String toString() {
            return kind + " " + namespace + "/" + name;
        }
    }

    /** What kind of reason it is. */
    public enum Code {
        // Who answered.
        SERVICE_ANSWERS,
        ENDPOINTS_ANSWER,
        ENDPOINT_ANSWERS,
        PORT_ANSWERS,
        EXTERNAL_NAME,
        POD_ADDRESS_ANSWERS,
        ZONE_ITSELF,
        ANSWERED_ELSEWHERE,
        FROM_CACHE,
        REWRITTEN,
        WOULD_FORWARD,

        // Why nothing, or not all, of the cluster did.
        NO_SUCH_NAMESPACE,
        NAMESPACE_NOT_EXPOSED,
        NO_SUCH_SERVICE,
        FILTERED_BY_LABELS,
        NO_CLUSTER_IP,
        SELECTOR_MATCHES_NOTHING,
        PODS_NOT_READY,
        NO_ENDPOINTS,
        EMPTY_SERVICE_IGNORED,
        ENDPOINTS_NOT_READ,
        POD_WITHOUT_HOSTNAME,
        HOSTNAME_DIFFERS,
        SUBDOMAIN_DIFFERS,
        POD_NOT_SELECTED,
        NO_SUCH_ENDPOINT,
        NO_SUCH_PORT,
        NO_SUCH_FAMILY,
        TYPE_WITHOUT_DATA,
        PODS_DISABLED,
        NO_POD_AT_ADDRESS,
        NOT_A_POD_ADDRESS,
        NOT_A_SERVICE_NAME,
        FELL_THROUGH,
        NOT_IN_ANY_ZONE,
        NAME_INVALID,
        SEARCH_LIST,
        ASKS_ELSEWHERE,
        NOT_SYNCED,
        API_OUT_OF_REACH,
        SERVER_FAILED,
        NO_ANSWER,
        UNEXPLAINED
    }
}
