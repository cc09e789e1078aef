package io.kinglet.server.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of keys as {@code tsig-keygen} writes them: {@code key "NAME" { algorithm hmac-sha256; secret "BASE64"; };}. Stateless. */
final class TsigKeyFile {

    /** Why a file is none. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    private static final long MOST_OCTETS = 1 << 20;
    private static final Pattern COMMENT = Pattern.compile("(?m)(?<!\\S)(//|#).*$");
    private static final Pattern KEY =
            Pattern.compile("\\G\\s*key\\s+\"?([^\\s\"{};]+)\"?\\s*\\{([^{}]*)\\}\\s*;?\\s*");
    private static final Pattern STATEMENT =
            Pattern.compile("\\G\\s*(algorithm|secret)\\s+\"?([^\\s\";]+)\"?\\s*;\\s*");

    private TsigKeyFile() {}

    /** Secrets in base64 by the names of their keys, in the order of the file. */
    static Map<String, String> read(Path file) throws UnreadableException {
        String text;
        try {
            if (Files.size(file) > MOST_OCTETS) {
                throw new UnreadableException(file + " has more than " + MOST_OCTETS + " octets");
            }
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UnreadableException(file + " cannot be read: " + e);
        }
        return parse(file.toString(), text);
    }

    static Map<String, String> parse(String file, String text) throws UnreadableException {
        String plain = COMMENT.matcher(text).replaceAll("");
        Map<String, String> secrets = new LinkedHashMap<>();
        Matcher key = KEY.matcher(plain);
        int at = 0;
        while (key.find()) {
            at = key.end();
            String name = key.group(1);
            if (secrets.put(name, secret(file, name, key.group(2))) != null) {
                throw new UnreadableException(file + " has the key `" + name + "` twice");
            }
        }
        if (!plain.substring(at).isBlank()) {
            long line = plain.substring(0, at).chars().filter(it -> it == '\n').count() + 1;
            throw new UnreadableException(
                    file + ", near line " + line + ": accepted is `key \"NAME\" { secret \"BASE64\"; };`");
        }
        return secrets;
    }

    private static String secret(String file, String name, String body) throws UnreadableException {
        String secret = null;
        Matcher statement = STATEMENT.matcher(body);
        int at = 0;
        while (statement.find()) {
            at = statement.end();
            secret = statement.group(1).equals("secret") ? statement.group(2) : secret;
        }
        if (secret == null || !body.substring(at).isBlank()) {
            throw new UnreadableException(file + ": the key `" + name
                    + "` has no `secret \"BASE64\";`, or more than that and `algorithm NAME;`");
        }
        return secret;
    }
}
