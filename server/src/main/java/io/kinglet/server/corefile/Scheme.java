package io.kinglet.server.corefile;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a server block is spoken to, and the port used when the key names none. */
public enum Scheme {
    /** Plain DNS over UDP and TCP; its default port is a parse option. */
    DNS(53),
    /** RFC 7858. */
    TLS(853),
    /** DNS messages in gRPC. */
    GRPC(443),
    /** RFC 8484 over HTTP/1.1 and HTTP/2. */
    HTTPS(443),
    /** RFC 8484 over HTTP/3. */
    HTTPS3(443),
    /** RFC 9250. */
    QUIC(853);

    private final int defaultPort;

    Scheme(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    /** The port registered for the scheme. */
    public int defaultPort() {
        return defaultPort;
    }

    /** The word before {@code ://}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scheme with this word, written in lower case, or null. */
    public static @Nullable Scheme of(String word) {
        for (Scheme scheme : values()) {
            if (scheme.word().equals(word)) {
                return scheme;
            }
        }
        return null;
    }

    /** Every accepted word. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Scheme::word).toList();
    }
}
