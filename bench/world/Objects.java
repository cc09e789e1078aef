import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The objects of the world as the API server would have stored them, with the fields that it and its clients add. */
final class Objects {

    static final int NAMESPACES = 100;

    private Objects() {}

    static String namespace(int service) {
        return "ns-" + service % NAMESPACES;
    }

    /** A cluster IP that only depends on the number: 10.96.64.1 and after, 250 to a third octet. */
    static String clusterIp(int service) {
        int third = 64 + service / 250;
        return "10." + (96 + third / 256) + "." + third % 256 + "." + (1 + service % 250);
    }

    static String endpoint(int service, int i, int endpoints) {
        int number = service * endpoints + i;
        return "10." + (128 + number / 62_500) + "." + number / 250 % 250 + "." + (1 + number % 250);
    }

    static String serviceKey(String namespace, String name) {
        return "/registry/services/specs/" + namespace + "/" + name;
    }

    static String sliceKey(String namespace, String name) {
        return "/registry/endpointslices/" + namespace + "/" + name;
    }

    static String podKey(String namespace, String name) {
        return "/registry/pods/" + namespace + "/" + name;
    }

    static String addressKey(String clusterIp) {
        return "/registry/ipaddresses/" + clusterIp;
    }

    /** A Service without a selector; clusterIp may be None. */
    static String service(String namespace, String name, String clusterIp) {
        return """
                {"apiVersion":"v1","kind":"Service","metadata":{%s,%s},
                "spec":{"ports":[{"name":"http","protocol":"TCP","port":80,"targetPort":8080},
                {"name":"dns","protocol":"UDP","port":53,"targetPort":53}],
                "clusterIP":"%s","clusterIPs":["%s"],"type":"ClusterIP","sessionAffinity":"None","ipFamilies":["IPv4"],
                "ipFamilyPolicy":"SingleStack","internalTrafficPolicy":"Cluster"},"status":{"loadBalancer":{}}}"""
                .formatted(
                        metadata("Service", namespace, name, "\"app\":\"" + name + "\""),
                        managed("v1", SERVICE_FIELDS),
                        clusterIp,
                        clusterIp);
    }

    static String namespaceObject(String name) {
        return """
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s","uid":"%s","creationTimestamp":"%s",
                "labels":{"kubernetes.io/metadata.name":"%s"}},"spec":{"finalizers":["kubernetes"]},
                "status":{"phase":"Active"}}"""
                .formatted(name, uid("Namespace", "", name), now(), name);
    }

    /** Says that the cluster IP is taken; an API server repairs what it finds wrong there, and would be at it for minutes. */
    static String address(String namespace, String name, String clusterIp) {
        return """
                {"apiVersion":"networking.k8s.io/v1","kind":"IPAddress","metadata":{"name":"%s","uid":"%s",
                "creationTimestamp":"%s","labels":{"ipaddress.kubernetes.io/ip-family":"IPv4",
                "ipaddress.kubernetes.io/managed-by":"ipallocator.k8s.io"}},
                "spec":{"parentRef":{"resource":"services","namespace":"%s","name":"%s"}}}"""
                .formatted(clusterIp, uid("IPAddress", "", clusterIp), now(), namespace, name);
    }

    /** An EndpointSlice of a Service, each endpoint with the Pod behind it. */
    static String slice(String namespace, String service, String... addresses) {
        StringBuilder endpoints = new StringBuilder();
        for (int e = 0; e < addresses.length; e++) {
            String pod = service + "-" + e;
            endpoints.append(e == 0 ? "" : ",").append("""
                    {"addresses":["%s"],"conditions":{"ready":true,"serving":true,"terminating":false},
                    "nodeName":"node-%d","zone":"zone-%d",
                    "targetRef":{"kind":"Pod","namespace":"%s","name":"%s","uid":"%s"}}"""
                    .formatted(addresses[e], node(addresses[e]), e % 3, namespace, pod, uid("Pod", namespace, pod)));
        }
        return """
                {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","metadata":{%s,%s},"addressType":"IPv4",
                "ports":[{"name":"http","port":8080,"protocol":"TCP"}],"endpoints":[%s]}"""
                .formatted(
                        metadata(
                                "EndpointSlice",
                                namespace,
                                service + "-0",
                                "\"app\":\"" + service + "\",\"kubernetes.io/service-name\":\"" + service + "\""),
                        managed("discovery.k8s.io/v1", SLICE_FIELDS),
                        endpoints);
    }

    /** A Pod that runs and is ready. */
    static String pod(String namespace, String service, int i, String address) {
        String name = service + "-" + i;
        return """
                {"apiVersion":"v1","kind":"Pod","metadata":{%s,"generation":1,%s},"spec":{"containers":[{"name":"app",
                "image":"registry.example/%s:1.0","ports":[{"containerPort":8080,"protocol":"TCP"}],
                "resources":{"requests":{"cpu":"100m","memory":"64Mi"}},"terminationMessagePath":"/dev/termination-log",
                "terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always",
                "terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default",
                "nodeName":"node-%d","securityContext":{},"schedulerName":"default-scheduler","enableServiceLinks":true},
                "status":{"phase":"Running","conditions":[{"type":"Ready","status":"True","lastTransitionTime":"%s"}],
                "hostIP":"192.168.0.1","podIP":"%s","podIPs":[{"ip":"%s"}],"startTime":"%s","qosClass":"Burstable"}}"""
                .formatted(
                        metadata(
                                "Pod",
                                namespace,
                                name,
                                "\"app\":\"" + service + "\",\"pod-template-hash\":\"5d4f8c7b9\""),
                        managed("v1", POD_FIELDS),
                        service,
                        node(address),
                        now(),
                        address,
                        address,
                        now());
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static int node(String address) {
        return Math.floorMod(address.hashCode(), 1500);
    }

    private static String metadata(String kind, String namespace, String name, String labels) {
        return "\"name\":\"%s\",\"namespace\":\"%s\",\"uid\":\"%s\",\"creationTimestamp\":\"%s\",\"labels\":{%s}"
                .formatted(name, namespace, uid(kind, namespace, name), now(), labels);
    }

    private static UUID uid(String kind, String namespace, String name) {
        return UUID.nameUUIDFromBytes((kind + "/" + namespace + "/" + name).getBytes());
    }

    private static String managed(String version, String fields) {
        return "\"managedFields\":[{\"manager\":\"kube-controller-manager\",\"operation\":\"Update\",\"apiVersion\":\"%s\","
                .formatted(version)
                + "\"time\":\"" + now() + "\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{" + fields + "}}]";
    }

    private static final String SERVICE_FIELDS = """
            "f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:clusterIP":{},"f:internalTrafficPolicy":{},"f:ports":{".":{},
            "k:{\\"port\\":53,\\"protocol\\":\\"UDP\\"}":{".":{},"f:name":{},"f:port":{},"f:protocol":{},"f:targetPort":{}},
            "k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:name":{},"f:port":{},"f:protocol":{},"f:targetPort":{}}},
            "f:sessionAffinity":{},"f:type":{}}""";

    private static final String SLICE_FIELDS = """
            "f:addressType":{},"f:endpoints":{},"f:metadata":{"f:labels":{".":{},"f:app":{},"f:kubernetes.io/service-name":{}}},
            "f:ports":{}""";

    private static final String POD_FIELDS = """
            "f:metadata":{"f:labels":{".":{},"f:app":{},"f:pod-template-hash":{}}},"f:spec":{"f:containers":{
            "k:{\\"name\\":\\"app\\"}":{".":{},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:ports":{".":{},
            "k:{\\"containerPort\\":8080,\\"protocol\\":\\"TCP\\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},
            "f:resources":{".":{},"f:requests":{".":{},"f:cpu":{},"f:memory":{}}},"f:terminationMessagePath":{},
            "f:terminationMessagePolicy":{}}},"f:dnsPolicy":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{}}""";
}
