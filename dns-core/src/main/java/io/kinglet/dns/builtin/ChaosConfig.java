package io.kinglet.dns.builtin;

import java.util.List;

/** What this server says of itself. Each text has at most 255 octets in UTF-8; all are shown to anyone who asks. */
public record ChaosConfig(String version, List<String> authors, String host) {
    public ChaosConfig {
        authors = List.copyOf(authors);
    }
}
