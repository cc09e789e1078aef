package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.LabelSet;
import io.kinglet.k8s.model.ServiceDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What reachability needs of the {@code spec} of a Service; reused from object to object. Confined to one thread. */
final class ServiceDetailShape {

    private final List<ServiceDetail.Port> ports = new ArrayList<>(2);
    private Map<String, String> selector = Map.of();
    private boolean publishNotReady;
    private boolean externalLocal;
    private boolean internalLocal;

    void clear() {
        ports.clear();
        selector = Map.of();
        publishNotReady = false;
        externalLocal = false;
        internalLocal = false;
    }

    /** Where the ports are put as they are read. */
    List<ServiceDetail.Port> ports() {
        return ports;
    }

    /** Reads the field of {@code spec} at which {@code cursor} stands; false when it is of no use here. */
    boolean field(Cursor cursor) {
        switch (cursor.name()) {
            case "selector" -> selector = TextList.readMap(cursor);
            case "publishNotReadyAddresses" -> publishNotReady = cursor.bool(false);
            case "externalTrafficPolicy" -> externalLocal = "Local".equals(cursor.text());
            case "internalTrafficPolicy" -> internalLocal = "Local".equals(cursor.text());
            default -> {
                return false;
            }
        }
        return true;
    }

    ServiceDetail build(@Nullable String type, Metadata metadata) {
        return new ServiceDetail(
                type == null || type.isEmpty() ? "ClusterIP" : type,
                LabelSet.of(selector),
                ports,
                publishNotReady,
                externalLocal,
                internalLocal,
                metadata.version());
    }
}
