package io.kinglet.server.tls;

import io.kinglet.server.tls.TlsFileException.Part;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of TLS 1.2 and 1.3 for DNS (RFC 7858, RFC 8310), made of files as they were when read. Sessions are resumed by
 * tickets that clients keep. Immutable; any thread.
 */
public final class ServerTls {

    /** The word of ALPN (RFC 7858 section 3.1, registered by IANA). */
    public static final String DNS_OVER_TLS = "dot";

    /** Sessions kept for clients of TLS 1.2 that know no tickets. */
    private static final int SESSIONS = 512;

    private static final char[] NO_PASSWORD = {};

    private final ServerTlsConfig config;
    private final byte[] digest;
    private final SSLContext context;

    private ServerTls(ServerTlsConfig config, byte[] digest, SSLContext context) {
        this.config = config;
        this.digest = digest;
        this.context = context;
    }

    /** The files of one reading. */
    private record Files(
            PemFile certificate, PemFile key, @Nullable PemFile authority) {

        static Files read(ServerTlsConfig config) throws TlsFileException {
            Path authority = config.authority();
            return new Files(
                    PemFile.read(Part.CERTIFICATE, config.certificate()),
                    PemFile.read(Part.KEY, config.key()),
                    authority == null ? null : PemFile.read(Part.AUTHORITY, authority));
        }

        byte[] digest() throws GeneralSecurityException {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(certificate.octets());
            digest.update(key.octets());
            if (authority != null) {
                digest.update(authority.octets());
            }
            return digest.digest();
        }
    }

    /**
     * Reads the files.
     *
     * @throws TlsFileException if one is missing or unsound, or the key is not that of the certificate
     */
    public static ServerTls load(ServerTlsConfig config) throws TlsFileException {
        return load(config, Files.read(config));
    }

    /**
     * What the files say now: this object while they say the same.
     *
     * @throws TlsFileException as {@link #load}
     */
    public ServerTls renewed() throws TlsFileException {
        Files files = Files.read(config);
        try {
            return Arrays.equals(files.digest(), digest) ? this : load(config, files);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static ServerTls load(ServerTlsConfig config, Files files) throws TlsFileException {
        List<X509Certificate> chain = files.certificate.certificates();
        PublicKey owner = chain.get(0).getPublicKey();
        PrivateKey key = files.key.privateKey(owner);
        List<X509Certificate> authorities = files.authority == null ? List.of() : files.authority.certificates();
        try {
            if (!belong(key, owner)) {
                throw files.key.problem("is not the key of the certificate in " + config.certificate());
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = empty();
            own.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            keys.init(own, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust(config, authorities), null);
            context.getServerSessionContext().setSessionCacheSize(SESSIONS);
            return new ServerTls(config, files.digest(), context);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static boolean belong(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        byte[] sample = {1, 2, 3};
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(owner);
        signature.update(sample);
        return signature.verify(signed);
    }

    private static TrustManager[] trust(ServerTlsConfig config, List<X509Certificate> authorities)
            throws GeneralSecurityException {
        X509ExtendedTrustManager trust = config.clients().verified() ? authorities(authorities) : new AnyClient();
        Set<String> names = config.bounds().clientNames();
        return new TrustManager[] {names.isEmpty() ? trust : new NamedClients(trust, names)};
    }

    /** Trusts these; those that the Java runtime trusts where there are none. */
    private static X509ExtendedTrustManager authorities(List<X509Certificate> authorities)
            throws GeneralSecurityException {
        KeyStore store = null;
        if (!authorities.isEmpty()) {
            store = empty();
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority" + i, authorities.get(i));
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        for (TrustManager each : trust.getTrustManagers()) {
            if (each instanceof X509ExtendedTrustManager it) {
                return it;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }

    static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static TlsFileException missing(GeneralSecurityException e) {
        return new TlsFileException(
                Part.CERTIFICATE, "the Java runtime cannot use this certificate and key: " + e.getMessage(), e);
    }

    /**
     * The runtime's suites, those with AES of 128 bits in GCM first: they cost least where the processor helps, and are what
     * RFC 8446 section 9.1 has everybody know.
     */
    private String[] suites(String[] usual) {
        String[] suites = Arrays.stream(usual).filter(config.bounds()::allow).toArray(String[]::new);
        Arrays.sort(suites, Comparator.comparing(it -> !it.contains("AES_128_GCM")));
        return suites;
    }

    /**
     * The engine of a new connection.
     *
     * @param words of ALPN that are spoken (RFC 7301), the liked best first
     */
    public SSLEngine engine(List<String> words) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(strict(engine.getSSLParameters()));
        // A client that offers other words only is served without one, as it always was.
        engine.setHandshakeApplicationProtocolSelector((it, offered) ->
                words.stream().filter(offered::contains).findFirst().orElse(""));
        return engine;
    }

    /**
     * Encrypts a connection that was accepted, for threads that may block. Closing either closes both.
     *
     * @throws IOException if the connection is gone
     */
    public SSLSocket over(Socket accepted) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true);
        socket.setUseClientMode(false);
        socket.setSSLParameters(strict(socket.getSSLParameters()));
        return socket;
    }

    private SSLParameters strict(SSLParameters parameters) {
        parameters.setProtocols(config.bounds().protocols().toArray(String[]::new));
        parameters.setCipherSuites(suites(parameters.getCipherSuites()));
        parameters.setUseCipherSuitesOrder(true);
        if (config.clients().needed()) {
            parameters.setNeedClientAuth(true);
        } else {
            parameters.setWantClientAuth(config.clients().asked());
        }
        return parameters;
    }
}
