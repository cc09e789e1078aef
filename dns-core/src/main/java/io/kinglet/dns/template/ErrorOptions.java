package io.kinglet.dns.template;

import io.kinglet.dns.template.TemplateConfig.ErrorOption;
import io.kinglet.dns.wire.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Extended DNS errors as EDNS options (RFC 8914 section 2). Stateless. */
final class ErrorOptions {

    private static final int CODE = 15;

    private ErrorOptions() {}

    static byte[] encode(ErrorOption error) {
        byte[] text = error.text().getBytes(StandardCharsets.UTF_8);
        byte[] option = new byte[6 + text.length];
        Header.putU16(option, 0, CODE);
        Header.putU16(option, 2, 2 + text.length);
        Header.putU16(option, 4, error.code());
        System.arraycopy(text, 0, option, 6, text.length);
        return option;
    }

    static byte[] join(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
