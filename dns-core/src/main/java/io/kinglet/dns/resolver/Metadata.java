package io.kinglet.dns.resolver;

import io.kinglet.dns.wire.Query;

/** What is known of a query besides what it says, each thing under a label such as {@code kubernetes/namespace}. Any thread. */
@FunctionalInterface
public interface Metadata {

    /** Nothing is known. */
    Metadata NONE = (label, query) -> "";

    /** Empty when nothing is known under the label. Works it out when asked, so that a query nobody asks about costs nothing. */
    String value(String label, Query query);

    /** What this knows, and where it knows nothing, what {@code other} does. */
    default Metadata or(Metadata other) {
        return (label, query) -> {
            String value = value(label, query);
            return value.isEmpty() ? other.value(label, query) : value;
        };
    }
}
