package io.kinglet.server.transport;

import io.kinglet.server.tls.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The JDK's TLS client, which trusts the tests' authority. */
final class TlsClients {

    private final SSLContext context;

    /**
     * @param name of the client's certificate and key; null for none
     */
    TlsClients(@Nullable String name) throws Exception {
        KeyStore trusted = store();
        trusted.setCertificateEntry("authority", certificate("authority.pem"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = store();
        if (name != null) {
            own.setKeyEntry("own", key(name + ".key"), new char[0], new Certificate[] {certificate(name + ".pem")});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new Shown((X509ExtendedKeyManager) keys.getKeyManagers()[0])},
                trust.getTrustManagers(),
                null);
    }

    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate certificate(String name) throws Exception {
        try (InputStream in = Files.newInputStream(Fixtures.file(name))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static PrivateKey key(String name) throws Exception {
        Path file = Fixtures.file(name);
        byte[] der = Base64.getMimeDecoder().decode(Files.readString(file).replaceAll("-----[^-]+-----", ""));
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    SSLContext context() {
        return context;
    }

    /** A connection whose handshake is still to be made. */
    SSLSocket connect(int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(Messages.PATIENCE_MILLIS);
        return socket;
    }

    /** TLS over a connection that is there; its handshake is still to be made. */
    SSLSocket over(Socket connection) throws IOException {
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(connection, "localhost", connection.getPort(), true);
        socket.setSoTimeout(Messages.PATIENCE_MILLIS);
        return socket;
    }

    /** Shows the certificate that it has, whatever authorities the server names. */
    private static final class Shown extends X509ExtendedKeyManager {

        private final X509ExtendedKeyManager keys;

        Shown(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return keys.getClientAliases(type, null);
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return keys.chooseClientAlias(types, null, socket);
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return keys.getServerAliases(type, issuers);
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return keys.chooseServerAlias(type, issuers, socket);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }
    }
}
