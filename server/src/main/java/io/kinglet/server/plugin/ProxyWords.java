package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Directive;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.corefile.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The options of {@code proxy}, which the peer had until 1.5, in the words of {@code forward}. Confined to one reading of a block.
 */
final class ProxyWords {

    /** What has no word today, and what is done instead. */
    private static final Map<String, String> NEEDLESS = Map.of(
            "fail_timeout", "a server that failed is asked again as soon as it answers a check",
            "health_check", "servers that fail are checked over DNS",
            "health_check_duration", "servers that fail are checked over DNS",
            "health_check_timeout", "servers that fail are checked over DNS",
            "spray", "a server is asked at random when all of them fail");

    /** Policies by their older names. The least busy server is no choice today; chance comes near it. */
    private static final Map<String, String> POLICIES = Map.of("first", "sequential", "least_conn", "random");

    private final BlockScope scope;
    private final Consumer<CorefileException> problems;

    ProxyWords(BlockScope scope, Consumer<CorefileException> problems) {
        this.scope = scope;
        this.problems = problems;
    }

    /** The lines of a body that have a meaning today, as they are said today. */
    List<Directive> today(List<Directive> options) {
        List<Directive> today = new ArrayList<>();
        for (Directive option : options) {
            String instead = NEEDLESS.get(option.name());
            if (instead != null) {
                scope.warn(
                        option.position(),
                        Words.quote(option.name()) + " of `proxy` has no effect any more: " + instead + "; remove it");
            } else if (option.name().equals("protocol")) {
                protocol(option, today);
            } else if (option.name().equals("policy") && option.arguments().size() == 1) {
                Token policy = option.arguments().get(0);
                String word = POLICIES.getOrDefault(policy.text(), policy.text());
                today.add(new Directive(
                        "policy",
                        List.of(new Token(word, false, policy.position())),
                        option.body(),
                        option.hasBody(),
                        option.position()));
            } else {
                today.add(option);
            }
        }
        return today;
    }

    private void protocol(Directive option, List<Directive> today) {
        List<String> words = option.arguments().stream().map(Token::text).toList();
        if (words.equals(List.of("dns", "force_tcp"))) {
            today.add(new Directive("force_tcp", List.of(), List.of(), false, option.position()));
        } else if (!words.equals(List.of("dns"))) {
            problems.accept(new CorefileException(
                    option.position(),
                    "`" + line(option) + "` of `proxy` has no equal in `forward`; accepted are `protocol dns` and "
                            + "`protocol dns force_tcp`. Name servers that are asked in plain DNS or, as `tls://ADDRESS`, over "
                            + "TLS"));
        }
    }

    /** A word that stands where an older one was written. */
    static Token word(String text, Directive where) {
        return new Token(text, false, where.position());
    }

    /** The first line of a directive. */
    static String line(Directive directive) {
        return Stream.concat(
                        Stream.of(directive.name()),
                        directive.arguments().stream().map(Token::text))
                .collect(Collectors.joining(" "));
    }
}
