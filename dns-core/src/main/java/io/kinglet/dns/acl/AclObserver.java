package io.kinglet.dns.acl;

import io.kinglet.dns.name.DomainName;

/** Told what became of queries. Called on event loops; must not block. */
public interface AclObserver {

    /** Tells nobody. */
    AclObserver NONE = (action, zone) -> {};

    /**
     * @param zone the zone of the rule that decided; the root when none did and the query was allowed
     */
    void decided(AclAction action, DomainName zone);
}
