package io.kinglet.k8s.manifest;

import java.util.BitSet;
import java.util.Collection;

/** Gives node ports to the ports that lack one, from the API server's usual range. Confined to one thread. */
final class NodePorts {

    private static final int FIRST = 30_000;
    private static final int COUNT = 2768;

    private final BitSet taken = new BitSet(COUNT);

    NodePorts(Collection<Declared> declared) {
        for (Declared object : declared) {
            if (object instanceof Declared.ServiceSpec service) {
                service.ports().stream()
                        .mapToInt(Declared.Port::nodePort)
                        .filter(port -> port >= FIRST && port < FIRST + COUNT)
                        .forEach(port -> taken.set(port - FIRST));
            }
        }
    }

    /** The node port of a port; 0 when it has none, or none is left. */
    int of(Declared.ServiceSpec service, Declared.Port port) {
        if (port.nodePort() > 0 || !service.exposure().nodePorts()) {
            return port.nodePort();
        }
        ObjectKey key = service.header().key();
        String seed = key.namespace() + "/" + key.name() + "/" + port.protocol() + "/" + port.number();
        int wanted = (int) Long.remainderUnsigned(StableHash.of(seed), COUNT);
        int offset = taken.nextClearBit(wanted);
        offset = offset < COUNT ? offset : taken.nextClearBit(0);
        if (offset >= COUNT) {
            return 0;
        }
        taken.set(offset);
        return FIRST + offset;
    }
}
