package io.kinglet.dns.forward;

/** In which order healthy upstreams are tried. Those that fail health checks come last, whatever the policy. */
public enum UpstreamPolicy {
    RANDOM,
    ROUND_ROBIN,
    /** As they are listed. */
    SEQUENTIAL
}
