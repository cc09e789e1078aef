package io.kinglet.k8s.explain;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import org.jspecify.annotations.Nullable;

/** Asks what is really served. Never waits where it is said so by whoever made it. */
@FunctionalInterface
public interface Names {

    /**
     * @param type a type that has a name, see {@link io.kinglet.dns.rr.RecordType}
     * @param client who asks; null where that is not known
     */
    Reply ask(DomainName name, int type, @Nullable IpAddress client);
}
