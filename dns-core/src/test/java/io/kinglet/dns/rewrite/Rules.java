package io.kinglet.dns.rewrite;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Dig;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rewrite.NameMatch.Form;
import io.kinglet.dns.wire.Query;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rules of tests, and what comes of them. */
final class Rules {

    static final Metadata METADATA = (label, query) -> label.equals("kubernetes/client-namespace") ? "Shop" : "";
    static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.53", 5353);

    private Rules() {}

    static NameMatch match(String form, String text) {
        return NameMatch.of(Form.valueOf(form.toUpperCase(Locale.ROOT)), text);
    }

    static NameChange change(String form, String from, String to) {
        return NameChange.of(match(form, from), to);
    }

    /** A name rule that stops. */
    static RewriteRule.Name name(String form, String from, String to, RewriteRule.AnswerNames... answers) {
        return new RewriteRule.Name(true, change(form, from, to), false, List.of(answers));
    }

    static RewriteRule.Name auto(String form, String from, String to) {
        return new RewriteRule.Name(true, change(form, from, to), true, List.of());
    }

    static RewriteRule.Name goesOn(RewriteRule.Name rule) {
        return new RewriteRule.Name(false, rule.change(), rule.auto(), rule.answers());
    }

    static RewriteRule.AnswerNames owners(String from, String to) {
        return new RewriteRule.AnswerNames(false, change("regex", from, to));
    }

    static RewriteRule.AnswerNames values(String from, String to) {
        return new RewriteRule.AnswerNames(true, change("regex", from, to));
    }

    static RewriteLayer layer(Resolver whole, RewriteRule... rules) {
        return new RewriteLayer(
                new RewriteConfig(Arrays.asList(rules)), () -> whole, new OptionValue.Sources(METADATA, SERVER));
    }

    /** What dig prints in one line of the answer to {@code query} of these rules over {@code next}. */
    static String dig(Query query, Resolver next, RewriteRule... rules) {
        return text(query, layer(next, rules).over(next).resolve(query));
    }

    static String text(Query query, Answer answer) {
        Answer now = answer;
        while (now instanceof Answer.Deferred deferred) {
            now = deferred.stage().toCompletableFuture().join();
        }
        return Dig.text(query, now).replace("\n", " | ");
    }
}
