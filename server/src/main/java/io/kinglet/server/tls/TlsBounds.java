package io.kinglet.server.tls;

import java.util.List;
import java.util.Set;

/**
 * What an encrypted listener takes of what the runtime offers.
 *
 * @param protocols of Java's names, liked best first
 * @param suites of TLS 1.2, of IANA's names; empty for all the runtime has. Those of TLS 1.3 are all there always
 * @param clientNames subject alternative names, of which a client's certificate needs one as it stands here; empty for any name
 */
public record TlsBounds(List<String> protocols, Set<String> suites, Set<String> clientNames) {

    /** TLS 1.2 and 1.3, with all the runtime has. */
    public static final TlsBounds USUAL = new TlsBounds(List.of("TLSv1.3", "TLSv1.2"), Set.of(), Set.of());

    public TlsBounds {
        protocols = List.copyOf(protocols);
        suites = Set.copyOf(suites);
        clientNames = Set.copyOf(clientNames);
    }

    /** Whether a suite, by its name, may be used. */
    boolean allow(String suite) {
        return suites.isEmpty() || suites.contains(suite) || !suite.contains("_WITH_");
    }
}
