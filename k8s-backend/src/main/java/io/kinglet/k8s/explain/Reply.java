package io.kinglet.k8s.explain;

import io.kinglet.dns.name.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one question got.
 *
 * @param type such as {@code A}
 * @param rcode such as {@code NXDOMAIN}; empty when there was no reply
 * @param records of the answer section: {@code TYPE VALUE}, in the order they came
 * @param addresses of those records that are addresses
 * @param by the word of the directive that answered; empty when no block of the Corefile has the name
 * @param rewritten the name that {@code rewrite} made of it on the way; null when it stayed what it was
 * @param passed whether the cluster's zone passed it on, as {@code fallthrough} says
 * @param forward who would be asked, where nobody was: names outside of the cluster are only asked for on demand; null otherwise
 * @param nanos how long it took
 * @param remark what the server said of it, as an extended error or in words; empty for nothing
 */
public record Reply(
        String type,
        String rcode,
        List<String> records,
        List<IpAddress> addresses,
        String by,
        @Nullable String rewritten,
        boolean passed,
        @Nullable String forward,
        long nanos,
        String remark) {

    public Reply {
        records = List.copyOf(records);
        addresses = List.copyOf(addresses);
    }

    /** Whether the cluster itself answered. */
    boolean byCluster() {
        return by.equals("kubernetes");
    }
}
