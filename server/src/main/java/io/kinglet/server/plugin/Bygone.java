package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Directive;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.corefile.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Words that older versions of the peer had and today's has not. Corefiles outlive the servers they were written for, so what can be
 * said in today's words is read as those, what has become needless is left out, and a warning says either; the rest is the error
 * that an unknown word is. Confined to one reading of a block.
 */
final class Bygone {

    /** Directives without a meaning today, and why nothing is lost, or what to do. */
    private static final Map<String, String> DIRECTIVES = Map.of(
            "federation", "the federation of clusters it served is no part of Kubernetes any more",
            "reverse", "names made from addresses come from `template`",
            "startup", "no command is run when the server starts",
            "shutdown", "no command is run when the server ends");

    private static final String INTERNAL = "names outside of the zone are looked up through this server";
    private static final String TRANSFER = "zones are transferred to whom `transfer` in the server block names";

    /** The same for options, by directive and option. The options of {@code kubernetes} are with its other ones. */
    private static final Map<String, Map<String, String>> OPTIONS = Map.of(
            "file", Map.of("upstream", INTERNAL, "transfer", TRANSFER),
            "auto", Map.of("upstream", INTERNAL, "transfer", TRANSFER),
            "secondary", Map.of("upstream", INTERNAL),
            "template", Map.of("upstream", INTERNAL),
            "route53", Map.of("upstream", INTERNAL),
            "etcd", Map.of("upstream", INTERNAL, "stubzones", "zones are forwarded by `forward`"));

    private final BlockScope scope;
    private final Consumer<CorefileException> problems;

    private Bygone(BlockScope scope, Consumer<CorefileException> problems) {
        this.scope = scope;
        this.problems = problems;
    }

    /** The directives of a block in today's words. */
    static List<Directive> today(List<Directive> directives, BlockScope scope, Consumer<CorefileException> problems) {
        Bygone reading = new Bygone(scope, problems);
        List<Directive> today = new ArrayList<>();
        for (Directive directive : directives) {
            String lost = DIRECTIVES.get(directive.name());
            if (lost != null) {
                reading.gone(directive, "", lost);
            } else if (directive.name().equals("proxy")) {
                today.add(reading.forward(directive));
            } else if (directive.name().equals("header")) {
                today.add(reading.header(directive));
            } else {
                today.add(reading.without(directive));
            }
        }
        return today;
    }

    private Directive without(Directive directive) {
        Map<String, String> lost = OPTIONS.getOrDefault(directive.name(), Map.of());
        List<Directive> body = new ArrayList<>();
        for (Directive option : directive.body()) {
            if (lost.containsKey(option.name()) && !isOfToday(directive, option)) {
                gone(option, " of `" + directive.name() + "`", lost.getOrDefault(option.name(), ""));
            } else if (option.name().equals("no_reload") && lost.containsKey("transfer")) {
                body.add(read(
                        option,
                        " of `" + directive.name() + "`",
                        new Directive(
                                "reload", List.of(ProxyWords.word("0", option)), List.of(), false, option.position())));
            } else {
                body.add(option);
            }
        }
        return with(directive, directive.name(), body);
    }

    /** {@code transfer from} of a secondary zone says where the zone comes from, and stays. */
    private static boolean isOfToday(Directive directive, Directive option) {
        return option.name().equals("transfer") && directive.name().equals("secondary");
    }

    /** Rules without a selector were about responses. */
    private Directive header(Directive directive) {
        List<Directive> body = new ArrayList<>();
        for (Directive rule : directive.body()) {
            String word = rule.name();
            if (word.equals("set") || word.equals("clear")) {
                List<Token> arguments = new ArrayList<>();
                arguments.add(ProxyWords.word(word, rule));
                arguments.addAll(rule.arguments());
                body.add(read(
                        rule,
                        " of `header`",
                        new Directive("response", arguments, rule.body(), rule.hasBody(), rule.position())));
            } else {
                body.add(rule);
            }
        }
        return with(directive, directive.name(), body);
    }

    private Directive forward(Directive proxy) {
        Directive forward = with(proxy, "forward", new ProxyWords(scope, problems).today(proxy.body()));
        scope.warn(
                proxy.position(),
                "`proxy` is no plugin any more; it is read as " + Words.quote(ProxyWords.line(forward))
                        + ", write that instead");
        return forward;
    }

    private Directive read(Directive old, String where, Directive today) {
        scope.warn(
                old.position(),
                Words.quote(old.name()) + where + " is no word any more; it is read as "
                        + Words.quote(ProxyWords.line(today)) + ", write that instead");
        return today;
    }

    private void gone(Directive old, String where, String lost) {
        scope.warn(
                old.position(),
                Words.quote(old.name()) + where + " is no word any more and has no effect: " + lost + "; remove it");
    }

    private static Directive with(Directive directive, String name, List<Directive> body) {
        return new Directive(
                name,
                directive.arguments(),
                body,
                directive.hasBody() && !(body.isEmpty() && !directive.body().isEmpty()),
                directive.position());
    }
}
