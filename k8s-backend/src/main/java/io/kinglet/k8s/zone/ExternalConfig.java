package io.kinglet.k8s.zone;

import io.kinglet.dns.name.DomainName;
import java.util.List;

/**
 * What one {@code k8s_external} directive says.
 *
 * @param zones the zones served; the first that is no reverse zone ends the targets of PTR records
 * @param apex the label below a zone that holds the names of its servers
 * @param ttl seconds, 0 to 3600
 * @param headless whether endpoints of headless Services are shown
 * @param fallthrough zones in which a name that does not exist is left to the next layer; empty for none
 */
public record ExternalConfig(
        List<DomainName> zones, String apex, int ttl, boolean headless, List<DomainName> fallthrough) {

    public static final String DEFAULT_APEX = "dns";
    public static final int DEFAULT_TTL = 5;
    public static final int MAX_TTL = 3600;

    public ExternalConfig {
        zones = List.copyOf(zones);
        fallthrough = List.copyOf(fallthrough);
    }
}
