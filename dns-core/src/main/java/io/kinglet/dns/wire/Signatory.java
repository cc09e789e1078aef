package io.kinglet.dns.wire;

/**
 * Who is known to have asked. The layer that has verified a query notes it down there, and so it holds for the queries of our own
 * that are asked on its behalf, too: the target of a CNAME, a name of a search path. Immutable.
 */
public interface Signatory {}
