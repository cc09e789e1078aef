package io.kinglet.k8s.index;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.schema.PackedAddresses;
import io.kinglet.k8s.schema.PortSet;
import io.kinglet.k8s.schema.ServiceGlue;
import io.kinglet.k8s.schema.ServiceSrv;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Service is answered with outside of the cluster, ready made. Immutable.
 *
 * @param a null when it has no IPv4 address there
 * @param aaaa null when it has no IPv6 address there
 * @param srv of the ports the question asks for, with its addresses; null when it has no address or no port
 * @param hostname what stands for it where it has no address; null when it has one
 */
public record ExternalAnswers(
        @Nullable Answer a,
        @Nullable Answer aaaa,
        @Nullable Answer srv,
        @Nullable DomainName hostname) {

    static ExternalAnswers of(Outside external, PortSet ports, int keyLength) {
        PackedAddresses v4 = PackedAddresses.of(false, external.addresses());
        PackedAddresses v6 = PackedAddresses.of(true, external.addresses());
        boolean srv = !external.addresses().isEmpty() && ports.size() > 0;
        return new ExternalAnswers(
                v4.isEmpty() ? null : new Answer.Positive(v4),
                v6.isEmpty() ? null : new Answer.Positive(v6),
                srv ? srv(v4, v6, ports, keyLength) : null,
                external.addresses().isEmpty() ? external.hostname() : null);
    }

    private static Answer srv(PackedAddresses v4, PackedAddresses v6, PortSet ports, int keyLength) {
        return new Answer.Positive(
                List.of(new ServiceSrv(ports, keyLength, v4.count() + v6.count())),
                List.of(new ServiceGlue(v4, keyLength), new ServiceGlue(v6, keyLength)));
    }

    /** The addresses of a family; null when there is none. */
    public @Nullable Answer addresses(boolean v6) {
        return v6 ? aaaa : a;
    }
}
