import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** The API server's front door: API_URL, ADMIN_TOKEN and CA_FILE in the environment say where it is and who we are. */
final class Api {

    private final URI url = URI.create(System.getenv("API_URL"));
    private final String token = System.getenv("ADMIN_TOKEN");
    private final SSLContext tls = SSLContext.getInstance("TLS");
    private final HttpClient client;

    Api() throws Exception {
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
        tls.init(null, trust.getTrustManagers(), null);
        client = HttpClient.newBuilder().sslContext(tls).build();
    }

    /** The status code of the reply; 201 for what was made, 409 for what was there. */
    int send(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + token);
    }

    /**
     * Hands over each line of a watch as soon as it has arrived, first those of what there is; returns when the API server ends it.
     * Version 0 stands for what the API server has at hand: with an etcd of 3.4 it could not tell whether that is the latest.
     */
    void watch(String path, Consumer<String> line) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(url.getHost(), url.getPort())) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream()
                    .write(("GET " + path + "?watch=true&resourceVersion=0 HTTP/1.1\r\nHost: " + url.getAuthority()
                                    + "\r\nAuthorization: Bearer " + token + "\r\nAccept: application/json\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            // The sizes of chunks and the reply's header are lines of their own, and concern nobody but for the last chunk's.
            for (String text = in.readLine(); text != null && !text.equals("0"); text = in.readLine()) {
                if (text.startsWith("{\"type\":\"ERROR\"")) {
                    throw new IOException("watch of " + path + ": " + text);
                }
                if (text.startsWith("{")) {
                    line.accept(text);
                }
            }
        }
    }
}
