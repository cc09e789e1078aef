package io.kinglet.k8s.bench;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.model.ServicePort;
import io.kinglet.k8s.source.ClusterSink;
import java.util.ArrayList;
import java.util.List;

/** A world of many alike Services with fifteen endpoints each, and queries about it. */
final class BenchWorld {

    private static final int NAMESPACES = 100;
    private static final int ENDPOINTS = 15;
    private static final byte[] OPT = {0, 0, 41, 4, (byte) 0xd0, 0, 0, 0, 0, 0, 0};

    private static final List<ServicePort> PORTS =
            List.of(new ServicePort("http", "tcp", 80), new ServicePort("dns", "udp", 53));

    private BenchWorld() {}

    static String namespace(int service) {
        return "ns-" + service % NAMESPACES;
    }

    static IpAddress clusterIp(int service) {
        return IpAddress.v4(0x0a600000 + 256 + service);
    }

    static IpAddress endpoint(int service, int number) {
        return IpAddress.v4(0x0a800000 + service * ENDPOINTS + number);
    }

    static void fill(ClusterSink sink, int services) {
        List<Change> changes = new ArrayList<>();
        for (Kind kind : List.of(Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE)) {
            changes.add(new Change.ListStarted(kind));
        }
        for (int i = 0; i < NAMESPACES; i++) {
            changes.add(new Change.Put(new Namespace("ns-" + i)));
        }
        for (int i = 0; i < services; i++) {
            changes.add(new Change.Put(new Service(
                    namespace(i), "svc-" + i, Service.Type.CLUSTER_IP, List.of(clusterIp(i)), null, PORTS)));
            changes.add(new Change.Put(slice(i, ENDPOINTS)));
        }
        for (Kind kind : List.of(Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE)) {
            changes.add(new Change.ListFinished(kind));
        }
        sink.apply(changes);
    }

    /** The EndpointSlice of a Service. */
    static EndpointSlice slice(int service, int size) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int e = 0; e < size; e++) {
            endpoints.add(new Endpoint(List.of(endpoint(service, e)), true, null, null, null));
        }
        String name = "svc-" + service;
        return new EndpointSlice(namespace(service), name + "-0", name, null, null, PORTS, endpoints, null);
    }

    /** A query with EDNS, as most stub resolvers send it. */
    static byte[] query(String name, int type) {
        DomainName qname = DomainName.parse(name);
        byte[] octets = new byte[12 + qname.length() + 4 + OPT.length];
        octets[2] = 1;
        octets[5] = 1;
        octets[11] = 1;
        qname.copyTo(octets, 12);
        int at = 12 + qname.length();
        octets[at] = (byte) (type >>> 8);
        octets[at + 1] = (byte) type;
        octets[at + 3] = 1;
        System.arraycopy(OPT, 0, octets, at + 4, OPT.length);
        return octets;
    }
}
