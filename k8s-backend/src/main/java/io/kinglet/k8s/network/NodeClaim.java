package io.kinglet.k8s.network;

import io.kinglet.dns.name.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a Pod says of its node.
 *
 * @param name empty before the Pod is scheduled
 * @param address null before the Pod runs
 */
record NodeClaim(String name, @Nullable IpAddress address) {}
