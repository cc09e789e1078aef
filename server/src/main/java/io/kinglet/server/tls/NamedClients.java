package io.kinglet.server.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Of the clients that another trusts, those whose certificate has one of some names (RFC 5280 section 4.2.1.6). Stateless. */
final class NamedClients extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager trust;
    private final Set<String> names;

    NamedClients(X509ExtendedTrustManager trust, Set<String> names) {
        this.trust = trust;
        this.names = names;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkClientTrusted(chain, type);
        check(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trust.checkClientTrusted(chain, type, socket);
        check(chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trust.checkClientTrusted(chain, type, engine);
        check(chain[0]);
    }

    private void check(X509Certificate client) throws CertificateException {
        Set<String> found = names(client);
        if (found.stream().noneMatch(names::contains)) {
            throw new CertificateException("the client is " + found + ", of which none is allowed");
        }
    }

    /** Those that are text: of mail, hosts, addresses and URIs. */
    private static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
        @Nullable Collection<List<?>> all = certificate.getSubjectAlternativeNames();
        return all == null
                ? Set.of()
                : all.stream()
                        .map(it -> it.get(1))
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toSet());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkServerTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trust.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trust.checkServerTrusted(chain, type, engine);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
