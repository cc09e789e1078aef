package io.kinglet.k8s.reach;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.network.NetworkPod;
import org.jspecify.annotations.Nullable;

/**
 * Where traffic arrives in the end.
 *
 * @param pod null where the address is not that of a single Pod
 */
public record Destination(IpAddress address, @Nullable NetworkPod pod) {

    @Override
    public String toString() {
        return pod == null ? address.toString() : pod + " (" + address + ")";
    }
}
