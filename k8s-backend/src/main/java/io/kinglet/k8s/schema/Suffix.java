package io.kinglet.k8s.schema;

import io.kinglet.dns.wire.Query;

/** Where the parts of a Service's name stand in QNAME, counted from its end. Stateless. */
public final class Suffix {

    /** The label {@code svc} or {@code pod} with its length octet. */
    public static final int KIND_LENGTH = 4;

    private Suffix() {}

    /**
     * Octets of the Service's own name at the end of QNAME.
     *
     * @param keyLength octets of {@code SERVICE.NAMESPACE}
     */
    public static int service(Query query, int keyLength) {
        return keyLength + query.gap() + query.zoneLength();
    }
}
