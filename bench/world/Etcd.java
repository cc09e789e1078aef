import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * Puts objects where the API server keeps them, which takes seconds where its front door takes minutes: the API server decodes
 * JSON from its storage as it does protobuf.
 *
 * <p>One thread; ETCD_PORT in the environment says where etcd's JSON gateway is.
 */
final class Etcd {

    /** What etcd takes in one transaction. */
    private static final int MOST = 128;

    private static final int MOST_CHARS = 1_000_000;
    private static final int AT_ONCE = 4;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI transaction = URI.create("http://127.0.0.1:" + System.getenv("ETCD_PORT") + "/v3/kv/txn");
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final List<CompletableFuture<Void>> calls = new ArrayList<>();
    private final List<String> batch = new ArrayList<>();
    private int chars;

    /**
     * Adds to the batch, which is sent when it is full. All of a batch gets one revision, and a watch that breaks and resumes
     * there may miss a part of it.
     */
    void put(String key, String json) throws InterruptedException {
        add("{\"request_put\":{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64(json) + "\"}}");
    }

    /** Adds to the batch that the key be deleted, if it is there. */
    void delete(String key) throws InterruptedException {
        add("{\"request_delete_range\":{\"key\":\"" + base64(key) + "\"}}");
    }

    /** Sends the rest, and returns when all is stored. */
    void flush() throws InterruptedException {
        send();
        calls.forEach(CompletableFuture::join);
        calls.clear();
    }

    private void add(String operation) throws InterruptedException {
        if (batch.size() == MOST || chars + operation.length() > MOST_CHARS) {
            send();
        }
        batch.add(operation);
        chars += operation.length();
    }

    private void send() throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        places.acquire();
        calls.add(client.sendAsync(request(String.join(",", batch)), BodyHandlers.ofString())
                .whenComplete((reply, failure) -> places.release())
                .thenAccept(Etcd::check));
        batch.clear();
        chars = 0;
    }

    private HttpRequest request(String operations) {
        return HttpRequest.newBuilder(transaction)
                .POST(BodyPublishers.ofString("{\"success\":[" + operations + "]}"))
                .build();
    }

    private static void check(HttpResponse<String> reply) {
        if (reply.statusCode() != 200) {
            throw new IllegalStateException("etcd: " + reply.statusCode() + " " + reply.body());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
