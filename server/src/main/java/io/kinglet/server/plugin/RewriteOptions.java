package io.kinglet.server.plugin;

import io.kinglet.dns.rewrite.OptionValue;
import io.kinglet.dns.rewrite.RewriteRule;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.corefile.Words;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code edns0 local|nsid|subnet append|replace|set|unset ...}, a rule of {@code rewrite}. */
final class RewriteOptions {

    private static final int NSID = 3;
    private static final int SUBNET = 8;

    /** Keeps what is added to every query from pushing it out of its datagram. */
    private static final int MOST_OCTETS = 512;

    private static final Map<String, OptionValue> VARIABLES = new TreeMap<>(Map.of(
            "{qname}", OptionValue.Variable.QNAME,
            "{qtype}", OptionValue.Variable.QTYPE,
            "{client_ip}", OptionValue.Variable.CLIENT_IP,
            "{client_port}", OptionValue.Variable.CLIENT_PORT,
            "{protocol}", OptionValue.Variable.PROTOCOL,
            "{server_ip}", OptionValue.Variable.SERVER_IP,
            "{server_port}", OptionValue.Variable.SERVER_PORT));

    private final RewriteWords words;
    private final boolean stops;

    RewriteOptions(RewriteWords words, boolean stops) {
        this.words = words;
        this.stops = stops;
    }

    RewriteRule rule() {
        String kind = words.oneOf("the kind of option", List.of("local", "nsid", "subnet"));
        String action = words.oneOf("what to do with the option", List.of("append", "replace", "set", "unset"));
        boolean unset = action.equals("unset");
        boolean reverted = !unset && words.dropLast("revert");
        int code = kind.equals("local") ? number("the code", 0xffff) : kind.equals("nsid") ? NSID : SUBNET;
        @Nullable OptionValue value = unset ? null : value(kind);
        words.end("edns0 " + kind + " " + action + (kind.equals("local") ? " CODE" : "") + values(kind, unset));
        return new RewriteRule.Option(
                stops,
                code,
                value,
                !action.equals("append"),
                !action.equals("replace"),
                reverted,
                kind.equals("local"));
    }

    private static String values(String kind, boolean unset) {
        return unset
                ? ""
                : switch (kind) {
                    case "local" -> " DATA [revert]";
                    case "nsid" -> " [revert]";
                    default -> " IPV4_BITS IPV6_BITS [revert]";
                };
    }

    private OptionValue value(String kind) {
        return switch (kind) {
            case "local" -> local(words.next("the octets of the option"));
            case "nsid" -> new OptionValue.Fixed(new byte[0]);
            default ->
                new OptionValue.Subnet(
                        number("the bits of an IPv4 address", 32), number("the bits of an IPv6 address", 128));
        };
    }

    private OptionValue local(Token token) {
        String text = token.text();
        if (text.startsWith("{") && text.endsWith("}")) {
            OptionValue variable = VARIABLES.get(text);
            return variable == null ? new OptionValue.Label(label(token)) : variable;
        }
        byte[] octets = text.startsWith("0x") ? hex(token) : text.getBytes(StandardCharsets.UTF_8);
        if (octets.length > MOST_OCTETS) {
            throw words.expected(token, "at most " + MOST_OCTETS + " octets");
        }
        return new OptionValue.Fixed(octets);
    }

    private String label(Token token) {
        String label = token.text().substring(1, token.text().length() - 1);
        int slash = label.indexOf('/');
        if (slash <= 0 || slash == label.length() - 1) {
            throw words.expected(
                    token,
                    "one of " + Words.list(VARIABLES.keySet()) + ", or metadata such as `{kubernetes/client-namespace}`"
                            + Words.didYouMean(token.text(), VARIABLES.keySet()));
        }
        return label;
    }

    private byte[] hex(Token token) {
        try {
            return HexFormat.of().parseHex(token.text().substring(2));
        } catch (IllegalArgumentException e) {
            throw words.expected(
                    token, "two hexadecimal digits for each octet behind `0x`, or text that begins otherwise");
        }
    }

    /** Decimal, or hexadecimal behind {@code 0x}. */
    private int number(String what, int most) {
        Token token = words.next(what);
        String text = token.text().toLowerCase(Locale.ROOT);
        int value = text.matches("0x[0-9a-f]{1,4}")
                ? Integer.parseInt(text.substring(2), 16)
                : text.matches("0|[1-9][0-9]{0,4}") ? Integer.parseInt(text) : -1;
        if (value < 0 || value > most) {
            throw words.expected(token, what + " as a number of 0 to " + most + ", or as such as `0xffee`");
        }
        return value;
    }
}
