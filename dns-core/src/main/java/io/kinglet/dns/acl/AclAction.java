package io.kinglet.dns.acl;

/** What becomes of a query that a policy is about. */
public enum AclAction {
    /** It goes on, whatever later policies say. */
    ALLOW,
    /** It is REFUSED. */
    BLOCK,
    /** It is answered NOERROR with nothing in it. */
    FILTER,
    /** It is not answered at all. */
    DROP
}
