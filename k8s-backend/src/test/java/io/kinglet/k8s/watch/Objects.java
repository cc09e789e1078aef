package io.kinglet.k8s.watch;

/** JSON as an API server writes it, for tests. */
final class Objects {

    private Objects() {}

    static String service(String name, int version) {
        return "{\"metadata\":{\"name\":\"" + name + "\",\"namespace\":\"default\",\"resourceVersion\":\"" + version
                + "\",\"managedFields\":[{\"fieldsV1\":{\"f:spec\":{\"f:ports\":{\".\":{}}}}}]},\"spec\":{\"ports\":[{\"name\":"
                + "\"http\",\"protocol\":\"TCP\",\"port\":80}],\"clusterIP\":\"10.96.0.7\",\"clusterIPs\":[\"10.96.0.7\"],"
                + "\"type\":\"ClusterIP\"},\"status\":{\"loadBalancer\":{}}}";
    }

    static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}";
    }

    static String added(String name, int version) {
        return event("ADDED", service(name, version));
    }

    static String bookmark(int version) {
        return event("BOOKMARK", "{\"kind\":\"Service\",\"metadata\":{\"resourceVersion\":\"" + version + "\"}}");
    }

    static String initialEnd(int version) {
        return event(
                "BOOKMARK",
                "{\"metadata\":{\"resourceVersion\":\"" + version
                        + "\",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}}}");
    }

    static String expired() {
        return event("ERROR", "{\"kind\":\"Status\",\"code\":410,\"reason\":\"Expired\",\"message\":\"too old\"}");
    }

    static String page(String token, int version, String... items) {
        return "{\"kind\":\"ServiceList\",\"metadata\":{\"resourceVersion\":\"" + version + "\",\"continue\":\"" + token
                + "\"},\"items\":[" + String.join(",", items) + "]}";
    }
}
