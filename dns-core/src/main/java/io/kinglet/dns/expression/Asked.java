package io.kinglet.dns.expression;

import io.kinglet.dns.resolver.Metadata;
import java.net.InetSocketAddress;

/**
 * What an expression may know besides the query.
 *
 * @param server where the query was received: the address that is listened on, which may be the wildcard address
 */
public record Asked(InetSocketAddress server, Metadata metadata) {}
