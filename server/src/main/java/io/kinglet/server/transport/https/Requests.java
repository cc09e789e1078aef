package io.kinglet.server.transport.https;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request has to look like (RFC 8484 section 4.1). Stateless. */
final class Requests {

    static final String PATH = "/dns-query";
    static final String METHODS = "GET, POST";

    static final int OK = 200;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;

    /** Octets of the longest message. */
    static final int LONGEST_MESSAGE = 0xffff;

    /** Octets of all header fields of a request together, and of its first line: longer messages go by POST. */
    static final int LONGEST_HEAD = 16 << 10;

    /** Parameters behind the path that are looked at. */
    private static final int PARAMETERS = 8;

    private Requests() {}

    /**
     * What is wrong with the head of a request; {@link #OK} for nothing.
     *
     * @param target the path and what follows it
     * @param contentType as the client says; null when it does not, which is taken for the right one
     */
    static int status(@Nullable String method, @Nullable String target, @Nullable String contentType) {
        if (method == null || target == null) {
            return BAD_REQUEST;
        }
        if (!isPath(target)) {
            return NOT_FOUND;
        }
        return switch (method) {
            case "GET" -> OK;
            case "POST" -> contentType == null || MediaType.isMessage(contentType) ? OK : UNSUPPORTED_MEDIA_TYPE;
            default -> METHOD_NOT_ALLOWED;
        };
    }

    private static boolean isPath(String target) {
        return target.startsWith(PATH) && (target.length() == PATH.length() || target.charAt(PATH.length()) == '?');
    }

    /** The message in the target of a GET; null when there is none, more than one, or it is no base64url. */
    static @Nullable ByteBuf message(String target) {
        try {
            List<String> texts = new QueryStringDecoder(target, StandardCharsets.UTF_8, true, PARAMETERS)
                    .parameters()
                    .get("dns");
            if (texts == null || texts.size() != 1) {
                return null;
            }
            return Unpooled.wrappedBuffer(Base64.getUrlDecoder().decode(texts.get(0)));
        } catch (IllegalArgumentException e) {
            // Of the decoders of percent signs and of base64; the text is the client's.
            return null;
        }
    }
}
