package io.kinglet.server.tls;

import io.kinglet.server.tls.TlsFileException.Part;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of TLS 1.2 and 1.3 towards upstreams, made of files as they were when read. The upstream's certificate must be
 * vouched for and bear the upstream's name or address (RFC 8310 section 8.1, the strict profile); there is no other. Sessions are
 * resumed. Immutable; any thread.
 */
public final class ClientTls {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;

    private ClientTls(SSLContext context) {
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @throws TlsFileException if one is missing or unsound, or the key is not that of the certificate
     */
    public static ClientTls load(ClientTlsConfig config) throws TlsFileException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(config.certificate(), config.key()), trust(config.authority()), null);
            return new ClientTls(context);
        } catch (GeneralSecurityException e) {
            throw new TlsFileException(
                    Part.CERTIFICATE, "the Java runtime cannot use these files: " + e.getMessage(), e);
        }
    }

    /** Null for none. */
    private static KeyManager @Nullable [] keys(@Nullable Path certificate, @Nullable Path key)
            throws TlsFileException, GeneralSecurityException {
        if (certificate == null || key == null) {
            return null;
        }
        List<X509Certificate> chain =
                PemFile.read(Part.CERTIFICATE, certificate).certificates();
        PublicKey owner = chain.get(0).getPublicKey();
        PemFile file = PemFile.read(Part.KEY, key);
        PrivateKey own = file.privateKey(owner);
        if (!ServerTls.belong(own, owner)) {
            throw file.problem("is not the key of the certificate in " + certificate);
        }
        KeyStore store = ServerTls.empty();
        store.setKeyEntry("client", own, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    /** Null for the authorities that the Java runtime trusts. */
    private static TrustManager @Nullable [] trust(@Nullable Path authority)
            throws TlsFileException, GeneralSecurityException {
        if (authority == null) {
            return null;
        }
        List<X509Certificate> authorities =
                PemFile.read(Part.AUTHORITY, authority).certificates();
        KeyStore store = ServerTls.empty();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority" + i, authorities.get(i));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    /**
     * The engine of a new connection.
     *
     * @param name a host name or an address without brackets, which the certificate must bear
     * @param word of ALPN, which the upstream may take or leave; empty to offer none
     */
    public SSLEngine engine(String name, int port, String word) {
        SSLEngine engine = context.createSSLEngine(name, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        // The rules of RFC 6125 for names and of RFC 2818 for addresses.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!name.contains(":") && !name.matches("[0-9.]+")) {
            parameters.setServerNames(List.of(new SNIHostName(name)));
        }
        if (!word.isEmpty()) {
            parameters.setApplicationProtocols(new String[] {word});
        }
        engine.setSSLParameters(parameters);
        return engine;
    }
}
