package io.kinglet.server.cli;

import io.kinglet.k8s.explain.Explanation;
import io.kinglet.server.corefile.Words;
import io.kinglet.server.reach.NotThereException;
import io.kinglet.server.reach.ReachTree;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon has explained.
 *
 * @param body text or JSON, as it was asked for
 */
record RemoteExplanation(String body, Explanation.Outcome outcome) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
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
        PageClient.Reply reply = reply(daemon, "/api/v1/explain?" + query);
        if (reply.status() == 400) {
            throw new NotThereException(error(reply));
        }
        if (reply.status() != 200) {
            throw new UnreadableClusterException(
                    daemon + " does not explain (" + reply.status() + "): " + error(reply), Cli.UNKNOWN);
        }
        // None of its lines steers a terminal: who answers need not be the daemon.
        String body = Words.visibleLines(reply.body());
        String word = reply.fields().firstValue("Kinglet-Outcome").orElse("");
        return Arrays.stream(Explanation.Outcome.values())
                .filter(it -> ReachTree.word(it).equals(word))
                .findFirst()
                .map(it -> new RemoteExplanation(body, it))
                .orElseThrow(() -> new UnreadableClusterException(
                        daemon + " answers, and is no daemon of this version: it says no outcome", Cli.UNKNOWN));
    }

    private static PageClient.Reply reply(String daemon, String path)
            throws NotThereException, UnreadableClusterException {
        try {
            return new PageClient(URI.create(daemon), PATIENCE).ask(path);
        } catch (IllegalArgumentException e) {
            throw new NotThereException("--url is such as http://localhost:9180, not " + daemon);
        } catch (IOException e) {
            throw new UnreadableClusterException(
                    daemon + " cannot be asked (" + e + "); is `kinglet page` in its Corefile, and the port forwarded?",
                    Cli.UNKNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableClusterException("interrupted while " + daemon + " was asked", Cli.UNKNOWN);
        }
    }

    private static String error(PageClient.Reply reply) {
        String words = reply.error();
        String said = words != null ? Words.visible(words) : Words.visibleLines(reply.body());
        return said.length() <= MOST_WORDS ? said : said.substring(0, MOST_WORDS) + "...";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
