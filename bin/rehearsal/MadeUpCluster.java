import java.io.ByteArrayOutputStream;

/** A cluster of Services of fifteen endpoints, as an API server writes it: protobuf, in its envelope or in frames of a watch. */
final class MadeUpCluster {

    /** Enough for the reading of lists to get warm. */
    static final int SERVICES = 2000;

    static final int NAMESPACES = 20;
    private static final int ENDPOINTS = 15;
    private static final String VERSION = "1000";

    private MadeUpCluster() {}

    /** What is listed and watched. */
    enum Kind {
        NAMESPACES("/api/v1/namespaces", "v1", "Namespace", MadeUpCluster.NAMESPACES),
        SERVICES("/api/v1/services", "v1", "Service", MadeUpCluster.SERVICES),
        SLICES(
                "/apis/discovery.k8s.io/v1/endpointslices",
                "discovery.k8s.io/v1",
                "EndpointSlice",
                MadeUpCluster.SERVICES);

        private final String path;
        private final String version;
        private final String word;
        private final int count;

        Kind(String path, String version, String word, int count) {
            this.path = path;
            this.version = version;
            this.word = word;
            this.count = count;
        }

        static Kind of(String target) {
            for (Kind kind : values()) {
                if (target.startsWith(kind.path + "?")) {
                    return kind;
                }
            }
            return null;
        }

        /** The whole list in one page. */
        byte[] page() {
            Octets list = new Octets().octets(1, new Octets().text(2, VERSION));
            for (int i = 0; i < count; i++) {
                list.octets(2, object(i));
            }
            return envelope(list, word + "List").bytes();
        }

        /** A streaming list: each object is an event, and a bookmark ends the list. */
        byte[] events() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                out.writeBytes(frame("ADDED", object(i)));
            }
            Octets end = new Octets().text(1, "k8s.io/initial-events-end").text(2, "true");
            out.writeBytes(frame(
                    "BOOKMARK",
                    new Octets().octets(1, new Octets().text(6, VERSION).octets(12, end))));
            return out.toByteArray();
        }

        private byte[] frame(String type, Octets object) {
            byte[] event = new Octets()
                    .text(1, type)
                    .octets(2, new Octets().octets(1, envelope(object, word)))
                    .bytes();
            return new Octets().fixed(event.length).raw(event).bytes();
        }

        private Octets envelope(Octets object, String word) {
            return new Octets()
                    .raw(new byte[] {'k', '8', 's', 0})
                    .octets(1, new Octets().text(1, version).text(2, word))
                    .octets(2, object);
        }

        private Octets object(int i) {
            return switch (this) {
                case NAMESPACES -> new Octets().octets(1, metadata("ns-" + i, ""));
                case SERVICES -> service(i);
                case SLICES -> slice(i);
            };
        }
    }

    static String clusterIp(int service) {
        return "10.96." + service / 250 + "." + (1 + service % 250);
    }

    private static Octets metadata(String name, String namespace) {
        return new Octets()
                .text(1, name)
                .text(3, namespace)
                .text(5, "00000000-0000-4000-8000-000000000000")
                .text(6, VERSION)
                .octets(8, new Octets().number(1, 1_700_000_000))
                .octets(17, new Octets().text(1, "kube-controller-manager").text(2, "Update"));
    }

    private static Octets service(int i) {
        return new Octets()
                .octets(1, metadata("svc-" + i, "ns-" + i % NAMESPACES))
                .octets(
                        2,
                        new Octets()
                                .octets(
                                        1,
                                        new Octets()
                                                .text(1, "http")
                                                .text(2, "TCP")
                                                .number(3, 80))
                                .octets(
                                        1,
                                        new Octets()
                                                .text(1, "dns")
                                                .text(2, "UDP")
                                                .number(3, 53))
                                .text(3, clusterIp(i))
                                .text(4, "ClusterIP")
                                .text(18, clusterIp(i)))
                .octets(3, new Octets());
    }

    private static Octets slice(int i) {
        Octets slice = new Octets()
                .octets(
                        1,
                        metadata("svc-" + i + "-0", "ns-" + i % NAMESPACES)
                                .octets(
                                        11,
                                        new Octets()
                                                .text(1, "kubernetes.io/service-name")
                                                .text(2, "svc-" + i)));
        for (int e = 0; e < ENDPOINTS; e++) {
            int number = i * ENDPOINTS + e;
            String address = "10.128." + number / 250 + "." + (1 + number % 250);
            slice.octets(
                    2,
                    new Octets()
                            .text(1, address)
                            .octets(2, new Octets().number(1, 1).number(2, 1).number(3, 0))
                            .octets(
                                    4,
                                    new Octets()
                                            .text(1, "Pod")
                                            .text(2, "ns-" + i % NAMESPACES)
                                            .text(3, "svc-" + i + "-" + e))
                            .text(6, "node-" + number % 100));
        }
        return slice.octets(3, new Octets().text(1, "http").text(2, "TCP").number(3, 8080))
                .text(4, "IPv4");
    }
}
