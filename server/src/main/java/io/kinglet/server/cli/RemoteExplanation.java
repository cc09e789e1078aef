package io.kinglet.server.cli;

import io.kinglet.k8s.explain.Explanation;
import io.kinglet.server.corefile.Words;
import io.kinglet.server.json.Json;
import io.kinglet.server.reach.NotThereException;
import io.kinglet.server.reach.ReachTree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon has explained.
 *
 * @param body text or JSON, as it was asked for
 */
record RemoteExplanation(String body, Explanation.Outcome outcome) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_OCTETS = 8 << 20;
    private static final int MOST_WORDS = 500;

    /**
     * Asks it.
     *
     * @throws NotThereException where the daemon says that the question is wrong
     * @throws UnreadableClusterException where it cannot be asked, or does not explain
     */
    static RemoteExplanation ask(String daemon, String target, String from, @Nullable String type, String output)
            throws NotThereException, UnreadableClusterException {
        String query = "name=" + encoded(target) + "&from=" + encoded(from) + "&output=" + output
                + (type == null ? "" : "&type=" + encoded(type));
        String base = daemon.endsWith("/") ? daemon.substring(0, daemon.length() - 1) : daemon;
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(base + "/api/v1/explain?" + query))
                    .timeout(PATIENCE)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new NotThereException("--url is such as http://localhost:9180, not " + daemon);
        }
        HttpResponse<InputStream> response = response(request, daemon);
        String body = body(response, daemon);
        if (response.statusCode() == 400) {
            throw new NotThereException(error(body));
        }
        if (response.statusCode() != 200) {
            throw new UnreadableClusterException(
                    daemon + " does not explain (" + response.statusCode() + "): " + error(body), Cli.UNKNOWN);
        }
        String word = response.headers().firstValue("Kinglet-Outcome").orElse("");
        return Arrays.stream(Explanation.Outcome.values())
                .filter(it -> ReachTree.word(it).equals(word))
                .findFirst()
                .map(it -> new RemoteExplanation(body, it))
                .orElseThrow(() -> new UnreadableClusterException(
                        daemon + " answers, and is no daemon of this version: it says no outcome", Cli.UNKNOWN));
    }

    private static HttpResponse<InputStream> response(HttpRequest request, String daemon)
            throws UnreadableClusterException {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UnreadableClusterException(
                    daemon + " cannot be asked (" + e + "); is `kinglet page` in its Corefile, and the port forwarded?",
                    Cli.UNKNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableClusterException("interrupted while " + daemon + " was asked", Cli.UNKNOWN);
        }
    }

    /** Its lines, none of which steers a terminal: who answers need not be the daemon. */
    private static String body(HttpResponse<InputStream> response, String daemon) throws UnreadableClusterException {
        try (InputStream in = response.body()) {
            return Words.visibleLines(new String(in.readNBytes(MOST_OCTETS), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnreadableClusterException(daemon + " broke off (" + e + ")", Cli.UNKNOWN);
        }
    }

    private static String error(String body) {
        String said = body;
        try {
            if (Json.read(body) instanceof Map<?, ?> map && map.get("error") instanceof String words) {
                said = Words.visible(words);
            }
        } catch (IllegalArgumentException e) {
            // Shown as it is.
        }
        return said.length() <= MOST_WORDS ? said : said.substring(0, MOST_WORDS) + "...";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
