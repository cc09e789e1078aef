package io.kinglet.k8s.index;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a Service is reached from outside, as far as DNS can say it.
 *
 * @param hostname the first of its load balancer that is a domain name; null for none
 */
record Outside(List<IpAddress> addresses, @Nullable DomainName hostname) {}
