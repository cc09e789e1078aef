package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code endpoint} with {@code tls CERT KEY CACERT} against a server that asks for a client certificate. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder;

    private KeyStore keys(String name) throws Exception {
        return keys(name, "ip:127.0.0.1");
    }

    /** A key pair and its self-signed certificate for {@code subject}, made by the JDK's keytool. */
    private KeyStore keys(String name, String subject) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=" + subject,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private Path pem(String name, String type, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String text = "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
        return Files.writeString(folder.resolve(name), text);
    }

    private static SSLContext context(KeyStore own, Certificate trusted) throws Exception {
        KeyManagerFactory identity = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        identity.init(own, PASSWORD);
        KeyStore others = KeyStore.getInstance("PKCS12");
        others.load(null, null);
        others.setCertificateEntry("client", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(others);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** A server's certificate for another address, though its authority is the one named. */
    @Test
    void certificateForAnotherAddressIsNotTaken() throws Exception {
        KeyStore serverKeys = keys("elsewhere", "dns:api.test");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(serverKeys, serverKeys.getCertificate("own"))));
        List<String> seen = new ArrayList<>();
        server.createContext("/", exchange -> seen.add(exchange.getRequestURI().getPath()));
        server.start();
        try {
            Path authority = pem(
                    "elsewhere.pem",
                    "CERTIFICATE",
                    serverKeys.getCertificate("own").getEncoded());
            Path key = pem(
                    "elsewhere.key",
                    "PRIVATE KEY",
                    serverKeys.getKey("own", PASSWORD).getEncoded());
            URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            List<Integer> codes = new ArrayList<>();
            RestObserver observer = (verb, host, code, nanos) -> codes.add(code);
            WatchConfig config = WatchConfig.endpoint(url, new TlsFiles(authority, key, authority));
            RecordingSink sink = new RecordingSink();
            try (ClusterWatch watch = new ClusterWatch(config, observer)) {
                watch.start(ClusterScope.of(Kind.NAMESPACE), sink);
                sink.await(any -> codes.size() >= 2);
            }
            assertThat(codes).containsOnly(0);
            assertThat(seen).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void onlyTheAuthoritiesThatAreNamedAreTrusted() throws Exception {
        Path authority =
                pem("own.pem", "CERTIFICATE", keys("own").getCertificate("own").getEncoded());
        Config access = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:1")
                .withCaCertFile(authority.toString())
                .build();
        assertThat(ApiTrust.trust(access))
                .singleElement()
                .extracting(it -> ((X509TrustManager) it).getAcceptedIssuers().length)
                .isEqualTo(1);
    }

    @Test
    void authorityWithoutACertificateIsAMistake() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "\n");
        Config access = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:1")
                .withCaCertFile(empty.toString())
                .build();
        assertThatThrownBy(() -> ApiTrust.connect(access)).hasMessageContaining("empty.pem");
    }

    @Test
    void clientShowsItsCertificateAndChecksTheServersByTheAuthorityNamed() throws Exception {
        KeyStore serverKeys = keys("server");
        KeyStore clientKeys = keys("client");
        List<String> seen = new ArrayList<>();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = context(serverKeys, clientKeys.getCertificate("own"));
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI().getPath());
            byte[] list = Objects.initialEnd(3).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        server.start();
        try {
            Path certificate = pem(
                    "client.pem",
                    "CERTIFICATE",
                    clientKeys.getCertificate("own").getEncoded());
            Path key = pem(
                    "client.key",
                    "PRIVATE KEY",
                    clientKeys.getKey("own", PASSWORD).getEncoded());
            Path authority = pem(
                    "server.pem",
                    "CERTIFICATE",
                    serverKeys.getCertificate("own").getEncoded());
            URI url = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            RecordingSink sink = new RecordingSink();
            List<Integer> codes = new ArrayList<>();
            RestObserver observer = (verb, host, code, nanos) -> codes.add(code);
            WatchConfig wrong = WatchConfig.endpoint(url, new TlsFiles(certificate, key, certificate));
            try (ClusterWatch watch = new ClusterWatch(wrong, observer)) {
                watch.start(ClusterScope.of(Kind.NAMESPACE), sink);
                sink.await(any -> codes.size() >= 2);
            }
            assertThat(codes).containsOnly(0);
            assertThat(seen).isEmpty();
            WatchConfig right = WatchConfig.endpoint(url, new TlsFiles(certificate, key, authority));
            try (ClusterWatch watch = new ClusterWatch(right, RestObserver.NONE)) {
                watch.start(ClusterScope.of(Kind.NAMESPACE), sink);
                sink.await(any -> sink.log().startsWith("( )"));
            }
        } finally {
            server.stop(0);
        }
    }
}
