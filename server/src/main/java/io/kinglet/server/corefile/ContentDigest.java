package io.kinglet.server.corefile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The digest by which a reload tells whether anything changed. Confined to one parse. */
final class ContentDigest {
    private final MessageDigest digest;

    private ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-512", e);
        }
    }

    static String of(List<ServerBlock> blocks) {
        ContentDigest content = new ContentDigest();
        for (ServerBlock block : blocks) {
            content.number(block.keys().size());
            block.keys().forEach(key -> content.word(key.toString()));
            content.directives(block.directives());
        }
        return HexFormat.of().formatHex(content.digest.digest());
    }

    private void directives(List<Directive> directives) {
        number(directives.size());
        for (Directive directive : directives) {
            word(directive.name());
            number(directive.arguments().size());
            directive.arguments().forEach(argument -> word(argument.text()));
            number(directive.hasBody() ? 1 : 0);
            directives(directive.body());
        }
    }

    private void word(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        number(octets.length);
        digest.update(octets);
    }

    /** Counts come before what they count, so that no two structures feed the same octets. */
    private void number(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (value >>> shift));
        }
    }
}
