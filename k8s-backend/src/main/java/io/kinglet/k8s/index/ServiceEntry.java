package io.kinglet.k8s.index;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.NameTable;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Service.Type;
import io.kinglet.k8s.schema.EndpointSet;
import io.kinglet.k8s.schema.PackedAddresses;
import io.kinglet.k8s.schema.PortSet;
import io.kinglet.k8s.schema.ServiceGlue;
import io.kinglet.k8s.schema.ServiceSrv;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Service (or ServiceImport) and its endpoints, with the answers made of them. A new one replaces it at every change; what the
 * writer must remember is here and nowhere else. Immutable.
 */
public final class ServiceEntry implements NameTable.Entry {

    private static final PortSet NO_PORTS = new PortSet(List.of());
    private static final SliceState[] NO_SLICES = {};

    private final byte[] key;
    private final ServiceName name;
    private final @Nullable Facts facts;
    private final @Nullable Answer a;
    private final @Nullable Answer aaaa;
    private final @Nullable Answer srv;
    private final @Nullable ExternalAnswers external;
    private final @Nullable EndpointSet endpoints;
    private final SliceState[] slices;

    /**
     * What is kept of a Service.
     *
     * @param externalName null but for ExternalName, and for one whose target is no domain name
     * @param outside null where nothing leads to it from outside, or that was not asked for
     */
    record Facts(
            Type type,
            List<IpAddress> clusterIps,
            PortSet ports,
            @Nullable DomainName externalName,
            @Nullable Outside outside) {}

    private ServiceEntry(
            ServiceName name, @Nullable Facts facts, @Nullable EndpointSet endpoints, SliceState[] slices) {
        key = name.key();
        this.name = name;
        this.facts = facts;
        this.endpoints = endpoints;
        this.slices = slices;
        PackedAddresses v4 = PackedAddresses.of(false, clusterIps());
        PackedAddresses v6 = PackedAddresses.of(true, clusterIps());
        a = v4.isEmpty() ? null : new Answer.Positive(v4);
        aaaa = v6.isEmpty() ? null : new Answer.Positive(v6);
        srv = clusterIps().isEmpty() || ports().size() == 0 ? null : srv(v4, v6);
        Outside outside = facts == null ? null : facts.outside();
        external = outside == null ? null : ExternalAnswers.of(outside, ports(), key.length);
    }

    private Answer srv(PackedAddresses v4, PackedAddresses v6) {
        int length = name.key().length;
        return new Answer.Positive(
                List.of(new ServiceSrv(ports(), length, v4.count() + v6.count())),
                v6.isEmpty()
                        ? List.of(new ServiceGlue(v4, length))
                        : List.of(new ServiceGlue(v4, length), new ServiceGlue(v6, length)));
    }

    /** A name of which nothing is known yet. */
    static ServiceEntry unknown(ServiceName name) {
        return new ServiceEntry(name, null, null, NO_SLICES);
    }

    ServiceEntry with(@Nullable Facts next) {
        return new ServiceEntry(name, next, endpoints, slices);
    }

    ServiceEntry with(SliceState[] nextSlices, @Nullable EndpointSet nextEndpoints) {
        return new ServiceEntry(name, facts, nextEndpoints, nextSlices);
    }

    @Override
    public byte[] key() {
        return key;
    }

    ServiceName name() {
        return name;
    }

    @Nullable
    Facts facts() {
        return facts;
    }

    SliceState[] slices() {
        return slices;
    }

    /** Whether there is a Service; slices may be known before it or after it. */
    public boolean exists() {
        return facts != null;
    }

    /** Whether nothing is known under this name any more. */
    boolean isVoid() {
        return facts == null && slices.length == 0;
    }

    public boolean isHeadless() {
        return facts != null && facts.type() == Type.HEADLESS;
    }

    public boolean isExternal() {
        return facts != null && facts.type() == Type.EXTERNAL_NAME;
    }

    /** The target of an ExternalName Service; null for others, and where it is no domain name (an address, for one). */
    public @Nullable DomainName externalName() {
        return facts == null ? null : facts.externalName();
    }

    public PortSet ports() {
        return facts == null ? NO_PORTS : facts.ports();
    }

    /** Its cluster IPs of a family; null when it has none. */
    public @Nullable Answer clusterIps(boolean v6) {
        return v6 ? aaaa : a;
    }

    public List<IpAddress> clusterIps() {
        return facts == null ? List.of() : facts.clusterIps();
    }

    /** SRV records with its cluster IPs as target, of the ports that the question asks for; null when it has none. */
    public @Nullable Answer srv() {
        return srv;
    }

    /** What it is answered with outside of the cluster; null when nothing leads to it from there, or that was not asked for. */
    public @Nullable ExternalAnswers external() {
        return external;
    }

    /** Its addresses outside of the cluster. */
    public List<IpAddress> externalAddresses() {
        Outside outside = outside();
        return outside == null ? List.of() : outside.addresses();
    }

    @Nullable
    Outside outside() {
        return facts == null ? null : facts.outside();
    }

    /** Its ready endpoints; null when none is known. */
    public @Nullable EndpointSet endpoints() {
        return endpoints;
    }
}
