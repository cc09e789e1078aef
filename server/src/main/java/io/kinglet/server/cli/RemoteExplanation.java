package io.kinglet.server.cli;

import io.kinglet.k8s.explain.Explanation;
import io.kinglet.server.json.Json;
import io.kinglet.server.reach.NotThereException;
import io.kinglet.server.reach.ReachTree;
import java.io.IOException;
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
        HttpResponse<String> response = response(request, daemon);
        if (response.statusCode() == 400) {
            throw new NotThereException(error(response.body()));
        }
        if (response.statusCode() != 200) {
            throw new UnreadableClusterException(
                    daemon + " does not explain (" + response.statusCode() + "): " + error(response.body()),
                    Cli.UNKNOWN);
        }
        String word = response.headers().firstValue("Kinglet-Outcome").orElse("");
        return Arrays.stream(Explanation.Outcome.values())
                .filter(it -> ReachTree.word(it).equals(word))
                .findFirst()
                .map(it -> new RemoteExplanation(response.body(), it))
                .orElseThrow(() -> new UnreadableClusterException(
                        daemon + " answers, and is no daemon of this version: it says no outcome", Cli.UNKNOWN));
    }

    private static HttpResponse<String> response(HttpRequest request, String daemon) throws UnreadableClusterException {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnreadableClusterException(
                    daemon + " cannot be asked (" + e + "); is `kinglet page` in its Corefile, and the port forwarded?",
                    Cli.UNKNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableClusterException("interrupted while " + daemon + " was asked", Cli.UNKNOWN);
        }
    }

    private static String error(String body) {
        try {
            return Json.read(body) instanceof Map<?, ?> map && map.get("error") instanceof String words ? words : body;
        } catch (IllegalArgumentException e) {
            return body;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
