package io.kinglet.k8s.zone;

/** Whether names of Pods made from their address ({@code 10-1-2-3.ns.pod.ZONE}) are answered. */
public enum PodMode {
    /** They do not exist. */
    DISABLED,
    /** Any address in an existing namespace answers. */
    INSECURE,
    /** Only an address that a Pod of that namespace has now. */
    VERIFIED
}
