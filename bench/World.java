import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Fills an API server with Services and EndpointSlices, and writes the questions to ask about them in dnsperf's form.
 *
 * <p>Run as {@code java World.java SERVICES ENDPOINTS QUESTIONS_FILE} with API_URL, ADMIN_TOKEN and CA_FILE in the environment.
 */
final class World {

    private static final int NAMESPACES = 100;
    private static final int QUESTIONS = 100_000;
    private static final int AT_ONCE = 16;

    private final HttpClient client;
    private final String api = System.getenv("API_URL");
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final List<CompletableFuture<?>> calls = new ArrayList<>();

    private World() throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var in = new FileInputStream(System.getenv("CA_FILE"))) {
            int number = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_2).build();
    }

    public static void main(String[] args) throws Exception {
        int services = Integer.parseInt(args[0]);
        int endpoints = Integer.parseInt(args[1]);
        World world = new World();
        for (int i = 0; i < NAMESPACES; i++) {
            world.post("/api/v1/namespaces", "{\"metadata\":{\"name\":\"ns-" + i + "\"}}");
        }
        world.await();
        for (int i = 0; i < services; i++) {
            world.service(i, endpoints);
        }
        world.await();
        Files.write(Path.of(args[2]), questions(services, endpoints));
    }

    /** A cluster IP that only depends on the number, from the fixed part of the range. */
    private static String clusterIp(int i) {
        return "10.96." + (64 + i / 250) + "." + (1 + i % 250);
    }

    private static String endpoint(int service, int i, int endpoints) {
        int number = service * endpoints + i;
        return "10." + (128 + number / 62_500) + "." + number / 250 % 250 + "." + (1 + number % 250);
    }

    private void service(int i, int endpoints) throws InterruptedException {
        String namespace = "ns-" + i % NAMESPACES;
        post("/api/v1/namespaces/" + namespace + "/services", """
                {"metadata":{"name":"svc-%d"},"spec":{"clusterIP":"%s","ports":[
                {"name":"http","port":80,"targetPort":8080},{"name":"dns","port":53,"protocol":"UDP"}]}}"""
                .formatted(i, clusterIp(i)));
        StringBuilder addresses = new StringBuilder();
        for (int e = 0; e < endpoints; e++) {
            addresses.append(e == 0 ? "" : ",").append("{\"addresses\":[\"").append(endpoint(i, e, endpoints));
            addresses.append("\"],\"conditions\":{\"ready\":true}}");
        }
        post("/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices", """
                {"metadata":{"name":"svc-%d-0","labels":{"kubernetes.io/service-name":"svc-%d"}},"addressType":"IPv4",
                "ports":[{"name":"http","port":8080,"protocol":"TCP"}],"endpoints":[%s]}"""
                .formatted(i, i, addresses));
    }

    private void post(String path, String body) throws InterruptedException {
        places.acquire();
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + path))
                .header("Authorization", "Bearer " + System.getenv("ADMIN_TOKEN"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        calls.add(client.sendAsync(request, BodyHandlers.ofString()).whenComplete((reply, failure) -> {
            places.release();
            if (reply != null && reply.statusCode() != 201) {
                throw new IllegalStateException(path + ": " + reply.statusCode() + " " + reply.body());
            }
        }));
    }

    private void await() throws IOException {
        CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0])).join();
        calls.clear();
    }

    /** What Pods ask: mostly A and AAAA, with the names that a search list makes of an outside name in between. */
    private static List<String> questions(int services, int endpoints) {
        SplittableRandom random = new SplittableRandom(53);
        List<String> lines = new ArrayList<>(QUESTIONS);
        for (int q = 0; q < QUESTIONS; q++) {
            int i = random.nextInt(services);
            String namespace = "ns-" + i % NAMESPACES;
            String name = "svc-" + i + "." + namespace + ".svc.cluster.local.";
            String address = endpoint(i, random.nextInt(endpoints), endpoints);
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
                lines.add(reverse(clusterIp(i)) + " PTR");
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
