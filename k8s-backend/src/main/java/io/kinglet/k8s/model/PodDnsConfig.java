package io.kinglet.k8s.model;

import java.util.List;

/**
 * {@code spec.dnsConfig} of a Pod: what is added to its resolv.conf.
 *
 * @param nameservers addresses in text, unchecked
 * @param searches domains, unchecked
 * @param options {@code NAME} or {@code NAME:VALUE}, as resolv.conf has them, such as {@code ndots:1}
 */
public record PodDnsConfig(List<String> nameservers, List<String> searches, List<String> options) {

    /** Adds nothing. */
    public static final PodDnsConfig NONE = new PodDnsConfig(List.of(), List.of(), List.of());

    public PodDnsConfig {
        nameservers = List.copyOf(nameservers);
        searches = List.copyOf(searches);
        options = List.copyOf(options);
    }
}
