package io.kinglet.k8s.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.k8s.index.ServiceEntry;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that a Service owns in a zone. Stateless. */
final class ServiceName {

    private ServiceName() {}

    /**
     * @param front labels in front of the Service's
     * @param kind labels between the namespace and the zone
     * @return null when the name is too long to be asked for
     */
    static @Nullable DomainName of(byte[] front, ServiceEntry entry, byte[] kind, DomainName apex) {
        int length = front.length + entry.key().length + kind.length + apex.length();
        if (length > DomainName.MAX_OCTETS) {
            return null;
        }
        byte[] octets = new byte[length];
        System.arraycopy(front, 0, octets, 0, front.length);
        System.arraycopy(entry.key(), 0, octets, front.length, entry.key().length);
        System.arraycopy(kind, 0, octets, front.length + entry.key().length, kind.length);
        apex.copyTo(octets, length - apex.length());
        return DomainName.copyOf(octets, 0, length);
    }

    /** The labels of a named port. */
    static byte[] port(byte[] port, byte[] protocol) {
        ByteArrayOutputStream labels = new ByteArrayOutputStream();
        for (byte[] word : List.of(port, protocol)) {
            labels.write(word.length + 1);
            labels.write('_');
            labels.write(word, 0, word.length);
        }
        return labels.toByteArray();
    }
}
