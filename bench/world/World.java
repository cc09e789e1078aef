import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The world that the benchmarks ask about: Services, their EndpointSlices and Pods, and the questions, in dnsperf's form.
 *
 * <ul>
 *   <li>{@code services FROM TO ENDPOINTS}: the Services of these numbers, with their slices
 *   <li>{@code pods FROM TO ENDPOINTS}: a Pod for each endpoint of these Services
 *   <li>{@code questions SERVICES ENDPOINTS FILE}
 * </ul>
 *
 * <p>The first two write into etcd while no API server runs (see {@link Etcd}).
 */
final class World {

    private static final int QUESTIONS = 100_000;

    private World() {}

    public static void main(String[] args) throws Exception {
        int first = Integer.parseInt(args[1]);
        int second = Integer.parseInt(args[2]);
        switch (args[0]) {
            case "services" -> services(first, second, Integer.parseInt(args[3]));
            case "pods" -> pods(first, second, Integer.parseInt(args[3]));
            case "questions" -> Files.write(Path.of(args[3]), questions(first, second));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void services(int from, int to, int endpoints) throws InterruptedException {
        Etcd etcd = new Etcd();
        for (int i = 0; i < Objects.NAMESPACES; i++) {
            String namespace = Objects.namespace(i);
            etcd.put("/registry/namespaces/" + namespace, Objects.namespaceObject(namespace));
        }
        for (int i = from; i < to; i++) {
            String namespace = Objects.namespace(i);
            String name = "svc-" + i;
            String clusterIp = Objects.clusterIp(i);
            String[] addresses = new String[endpoints];
            for (int e = 0; e < endpoints; e++) {
                addresses[e] = Objects.endpoint(i, e, endpoints);
            }
            etcd.put(Objects.addressKey(clusterIp), Objects.address(namespace, name, clusterIp));
            etcd.put(Objects.serviceKey(namespace, name), Objects.service(namespace, name, clusterIp));
            etcd.put(Objects.sliceKey(namespace, name + "-0"), Objects.slice(namespace, name, addresses));
        }
        etcd.flush();
    }

    private static void pods(int from, int to, int endpoints) throws InterruptedException {
        Etcd etcd = new Etcd();
        for (int i = from; i < to; i++) {
            String namespace = Objects.namespace(i);
            String name = "svc-" + i;
            for (int e = 0; e < endpoints; e++) {
                String pod = Objects.pod(namespace, name, e, Objects.endpoint(i, e, endpoints));
                etcd.put(Objects.podKey(namespace, name + "-" + e), pod);
            }
        }
        etcd.flush();
    }

    /** What Pods ask: mostly A and AAAA, with the names that a search list makes of an outside name in between. */
    private static List<String> questions(int services, int endpoints) {
        SplittableRandom random = new SplittableRandom(53);
        List<String> lines = new ArrayList<>(QUESTIONS);
        for (int q = 0; q < QUESTIONS; q++) {
            int i = random.nextInt(services);
            String namespace = Objects.namespace(i);
            String name = "svc-" + i + "." + namespace + ".svc.cluster.local.";
            String address = Objects.endpoint(i, random.nextInt(endpoints), endpoints);
            int kind = random.nextInt(100);
            if (kind < 40) {
                lines.add(name + " A");
            } else if (kind < 60) {
                lines.add(name + " AAAA");
            } else if (kind < 80) {
                lines.add("www.example.com." + namespace + ".svc.cluster.local. A");
            } else if (kind < 88) {
                lines.add("_http._tcp." + name + " SRV");
            } else if (kind < 94) {
                lines.add(reverse(Objects.clusterIp(i)) + " PTR");
            } else {
                lines.add(address.replace('.', '-') + "." + namespace + ".pod.cluster.local. A");
            }
        }
        return lines;
    }

    private static String reverse(String address) {
        String[] octets = address.split("\\.");
        return octets[3] + "." + octets[2] + "." + octets[1] + "." + octets[0] + ".in-addr.arpa.";
    }
}
