package io.kinglet.dns.querylog;

import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.wire.Query;

/**
 * A query and its reply, seen once.
 *
 * @param nanos from receiving the one to writing the other
 */
record Exchanged(Query query, byte[] reply, int length, long nanos, Metadata metadata) {}
