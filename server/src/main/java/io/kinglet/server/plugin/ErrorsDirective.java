package io.kinglet.server.plugin;

import io.kinglet.dns.errors.ErrorsConfig;
import io.kinglet.dns.errors.ErrorsConfig.Consolidation;
import io.kinglet.dns.pattern.PatternException;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code errors [stdout] { stacktrace; consolidate DURATION REGEXP [LEVEL] [show_first] }}: failures are logged. */
public record ErrorsDirective(ErrorsConfig config) implements Part {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Map<String, Level> LEVELS =
            Map.of("warning", Level.WARNING, "error", Level.ERROR, "info", Level.INFO, "debug", Level.DEBUG);

    @Override
    public Layer layer(Host host) {
        return host.errors(config);
    }

    @Override
    public Layer chaosLayer(Host host) {
        return layer(host);
    }

    static ErrorsDirective read(DirectiveReader line, BlockScope block) {
        if (line.hasNext()) {
            line.oneOf("where to log", "stdout");
        }
        boolean[] stackTrace = new boolean[1];
        List<Consolidation> consolidations = new ArrayList<>();
        line.body(Map.of(
                "stacktrace", it -> stackTrace[0] = it.flag(),
                "consolidate", it -> consolidations.add(consolidation(it))));
        line.end();
        return new ErrorsDirective(
                new ErrorsConfig(stackTrace[0], consolidations, ErrorsConfig.PLAIN.linesPerSecond()));
    }

    private static Consolidation consolidation(DirectiveReader line) {
        Duration period = line.duration("the period", SHORTEST, LONGEST);
        Token pattern = line.next("a regular expression");
        Token word = line.peek();
        Level level = word != null && !word.text().equals("show_first") ? line.oneOf("the level", LEVELS) : Level.ERROR;
        boolean showFirst = line.hasNext();
        if (showFirst) {
            line.oneOf("an option", "show_first");
        }
        return new Consolidation(period, pattern(line, pattern), level, showFirst);
    }

    private static TextPattern pattern(DirectiveReader line, Token token) {
        try {
            return TextPattern.compile(token.text());
        } catch (PatternException e) {
            throw line.expected(token, "a regular expression: " + e.getMessage());
        }
    }
}
