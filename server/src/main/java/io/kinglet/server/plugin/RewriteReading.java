package io.kinglet.server.plugin;

import io.kinglet.dns.rewrite.NameChange;
import io.kinglet.dns.rewrite.NameMatch;
import io.kinglet.dns.rewrite.NameMatch.Form;
import io.kinglet.dns.rewrite.RewriteRule;
import io.kinglet.dns.rewrite.RewriteRule.AnswerNames;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.server.corefile.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One reading of one rule of {@code rewrite}. */
final class RewriteReading {

    private static final List<String> MODES = List.of("continue", "stop");
    private static final List<String> FIELDS = List.of("name", "type", "class", "ttl", "rcode", "cname", "edns0");
    private static final List<String> FORMS = List.of("exact", "prefix", "suffix", "substring", "regex");
    private static final int LARGEST_RCODE = 23;

    private final RewriteWords words;
    private final BlockScope block;

    RewriteReading(RewriteWords words, BlockScope block) {
        this.words = words;
        this.block = block;
    }

    RewriteRule rule() {
        Token first = words.peek();
        boolean mode = first != null && MODES.contains(first.text().toLowerCase(Locale.ROOT));
        boolean stops = !mode || words.oneOf("the mode", MODES).equals("stop");
        Token field = words.peek();
        if (field != null && field.text().equalsIgnoreCase("answer")) {
            throw words.unusable(field, "what is to become of answers stands behind a `name` rule");
        }
        return switch (words.oneOf("the field", FIELDS)) {
            case "name" -> name(stops);
            case "type" -> type(stops);
            case "class" -> ofClass(stops);
            case "ttl" -> ttl(stops);
            case "rcode" -> rcode(stops);
            case "cname" -> cname(stops);
            default -> new RewriteOptions(words, stops).rule();
        };
    }

    private RewriteRule name(boolean stops) {
        Form form = form(2);
        Token from = words.next("the name to look for");
        NameMatch names = names(form, from, true);
        Token to = words.next("the name to put there");
        boolean metadata = words.skip("metadata");
        NameChange change = metadata ? withMetadata(names, to) : change(names, to, true);
        boolean auto = false;
        List<AnswerNames> answers = new ArrayList<>();
        boolean first = true;
        while (words.left() > 0 && (!first || words.nextIs("answer"))) {
            boolean word = words.skip("answer");
            first &= !word;
            switch (words.oneOf("what of answers to change", List.of("auto", "name", "value"))) {
                case "auto" -> auto = true;
                case "name" -> {
                    // Documented for the peer like this, too.
                    if (words.nextIs("auto") && words.nextButOneIs("answer")) {
                        words.next("auto");
                        auto = true;
                    } else {
                        answers.add(new AnswerNames(false, answer()));
                    }
                }
                default -> answers.add(new AnswerNames(true, answer()));
            }
        }
        words.end("name [FORM] FROM TO [metadata] [answer auto|name|value ...]");
        if (auto && answers.stream().anyMatch(it -> !it.values())) {
            throw words.error("`answer auto` and `answer name` of a `rewrite` exclude each other; keep one");
        }
        return new RewriteRule.Name(stops, change, auto, answers);
    }

    private NameChange answer() {
        NameMatch names = names(Form.REGEX, words.next("the pattern to look for in answers"), false);
        return change(names, words.next("the name to put there in answers"), false);
    }

    private NameChange withMetadata(NameMatch names, Token to) {
        try {
            return NameChange.withMetadata(names, to.text());
        } catch (IllegalArgumentException e) {
            throw words.unusable(to, String.valueOf(e.getMessage()));
        }
    }

    private RewriteRule type(boolean stops) {
        int from = type();
        int to = type();
        words.end("type FROM TO");
        return new RewriteRule.Type(stops, from, to);
    }

    private int type() {
        Token token = words.next("a query type");
        int type = RecordType.parse(token.text());
        if (type <= 0) {
            throw words.expected(token, "a query type such as `A`, `ANY` or `TYPE65`");
        }
        return type;
    }

    private RewriteRule ofClass(boolean stops) {
        int from = recordClass();
        int to = recordClass();
        words.end("class FROM TO");
        return new RewriteRule.OfClass(stops, from, to);
    }

    private int recordClass() {
        Token token = words.next("a class");
        int number = RecordClass.parse(token.text());
        if (number < 0) {
            throw words.expected(token, "a class: `IN`, `CH`, `HS`, `NONE` or `ANY`");
        }
        return number;
    }

    private RewriteRule ttl(boolean stops) {
        NameMatch names = names(form(2), words.next("the name to look for"), true);
        Token token = words.next("the TTL");
        words.end("ttl [FORM] NAME SECONDS|MIN-MAX");
        int dash = token.text().indexOf('-');
        String least = dash < 0 ? token.text() : token.text().substring(0, dash);
        String most = dash < 0 ? token.text() : token.text().substring(dash + 1);
        long low = least.isEmpty() ? 0 : seconds(least);
        long high = most.isEmpty() ? Integer.MAX_VALUE : seconds(most);
        if (low < 0 || high < low || least.isEmpty() && most.isEmpty()) {
            throw words.expected(
                    token, "a TTL in seconds, 0 to 2147483647, or a range such as `30-300`, `-30` or `30-`");
        }
        return new RewriteRule.Ttl(stops, names, (int) low, (int) high);
    }

    /** -1 for what is no number of seconds (RFC 2181 section 8). */
    private static long seconds(String text) {
        long seconds = text.matches("[0-9]{1,10}") ? Long.parseLong(text) : -1;
        return seconds <= Integer.MAX_VALUE ? seconds : -1;
    }

    private RewriteRule rcode(boolean stops) {
        NameMatch names = names(form(3), words.next("the name to look for"), true);
        int from = rcode();
        int to = rcode();
        words.end("rcode [FORM] NAME FROM TO");
        return new RewriteRule.ResponseCode(stops, names, from, to);
    }

    private int rcode() {
        Token token = words.next("a response code");
        int code = token.text().matches("[0-9]{1,2}") ? Integer.parseInt(token.text()) : Rcode.parse(token.text());
        if (code < 0 || code > LARGEST_RCODE) {
            throw words.expected(token, "a response code such as `SERVFAIL`, or its number, 0 to " + LARGEST_RCODE);
        }
        return code;
    }

    private RewriteRule cname(boolean stops) {
        Form form = form(2);
        // Parts of targets are taken as they are written; only what is the end of a name must be one.
        boolean dotted = form == Form.EXACT || form == Form.SUFFIX;
        NameMatch names = names(form, words.next("the target to look for"), dotted);
        NameChange change = change(names, words.next("the target to put there"), dotted);
        words.end("cname [FORM] FROM TO");
        return new RewriteRule.Cname(stops, change);
    }

    /**
     * @param others how many words a rule has besides the form
     */
    private Form form(int others) {
        return words.left() <= others
                ? Form.EXACT
                : Form.valueOf(words.oneOf("how names are compared", FORMS).toUpperCase(Locale.ROOT));
    }

    private NameMatch names(Form form, Token token, boolean dotted) {
        try {
            if (form == Form.REGEX) {
                warnOfUpperCase(token);
                return NameMatch.of(form, token.text());
            }
            return NameMatch.of(form, dotted ? dotted(token.text()) : token.text());
        } catch (IllegalArgumentException e) {
            throw words.unusable(token, String.valueOf(e.getMessage()));
        }
    }

    /** Escapes, classes and names of groups may have such letters. */
    private void warnOfUpperCase(Token pattern) {
        String letters = pattern.text().replaceAll("\\\\.|\\[[^]]*]|\\(\\?P?<[^>]*>", "");
        if (!letters.contains("(?i") && letters.chars().anyMatch(it -> it >= 'A' && it <= 'Z')) {
            block.warn(
                    pattern.position(),
                    "names are in lower case when `rewrite` looks at them; an upper-case letter of the pattern is never found");
        }
    }

    private NameChange change(NameMatch names, Token to, boolean dotted) {
        try {
            boolean dot = dotted && names.form() != Form.REGEX;
            return NameChange.of(names, dot ? dotted(to.text()) : to.text());
        } catch (IllegalArgumentException e) {
            throw words.unusable(to, String.valueOf(e.getMessage()));
        }
    }

    /** The peer takes all of these for the end of a name. */
    private static String dotted(String text) {
        return text.endsWith(".") && !text.endsWith("\\.") ? text : text + ".";
    }
}
