package io.kinglet.conformance.way;

import io.kinglet.conformance.ask.SocketClient;
import io.kinglet.conformance.fixture.Peers;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.rpl.Corpus;
import io.kinglet.conformance.run.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/** The cases, and what the ways of playing them share. */
final class Cases {

    /** How long an answer may take to follow a change: what is promised to users. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Longer than any answer takes, since silence has to be waited for. */
    static final SocketClient SOCKET = new SocketClient(Duration.ofSeconds(1));

    private Cases() {}

    /** Every case file; {@code -Dconformance.case=TEXT} keeps those with TEXT in their path. */
    static List<Case> all() {
        String only = System.getProperty("conformance.case", "");
        return every().stream().filter(one -> one.id().contains(only)).toList();
    }

    /** Every case file, whatever was asked for. */
    static List<Case> every() {
        return new Corpus(Peers.module().resolve("src/main/resources"), names()).cases();
    }

    private static Map<String, String> names() {
        Path files = Peers.module().resolve("src/main/resources/files");
        return Map.of("HOST", Peers.hostAddress(), "FILES", files.toString());
    }

    static void none(List<Finding> findings) {
        if (!findings.isEmpty()) {
            StringBuilder text = new StringBuilder();
            findings.forEach(finding -> text.append('\n').append(finding));
            Assertions.fail(text.toString());
        }
    }
}
