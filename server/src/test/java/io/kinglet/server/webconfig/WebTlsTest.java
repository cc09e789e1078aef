package io.kinglet.server.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.server.tls.ClientTls;
import io.kinglet.server.tls.ClientTlsConfig;
import io.kinglet.server.tls.Fixtures;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebTlsTest {

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong();

    private WebTls open(String certificate, String more) throws Exception {
        Files.copy(Fixtures.file(certificate + ".pem"), folder.resolve("a.pem"));
        Files.copy(Fixtures.file(certificate + ".key"), folder.resolve("a.key"));
        write("tls_server_config:\n  cert_file: a.pem\n  key_file: a.key\n" + more.indent(2));
        return Objects.requireNonNull(WebTls.open(folder.resolve("web.yaml"), now::get));
    }

    private void write(String text) throws Exception {
        Files.writeString(folder.resolve("web.yaml"), text);
    }

    private void replace(String certificate) throws Exception {
        Files.write(folder.resolve("a.pem"), Files.readAllBytes(Fixtures.file(certificate + ".pem")));
        Files.write(folder.resolve("a.key"), Files.readAllBytes(Fixtures.file(certificate + ".key")));
    }

    /** Who the server is, to a client that maybe shows a certificate. */
    private static String handshake(WebTls server, @Nullable String client) throws Exception {
        Path own = client == null ? null : Fixtures.file(client + ".pem");
        Path key = client == null ? null : Fixtures.file(client + ".key");
        SSLEngine one = ClientTls.load(new ClientTlsConfig(own, key, Fixtures.file("authority.pem")))
                .engine("localhost", 1, "http/1.1");
        SSLEngine other = server.get();
        ByteBuffer there = ByteBuffer.allocate(1 << 16);
        ByteBuffer back = ByteBuffer.allocate(1 << 16);
        for (int i = 0; i < 20; i++) {
            step(one, back, there);
            step(other, there, back);
        }
        X509Certificate shown = (X509Certificate) one.getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName() + " "
                + one.getSession().getProtocol() + " " + one.getSession().getCipherSuite();
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        in.flip();
        ByteBuffer plain = ByteBuffer.allocate(1 << 15);
        engine.unwrap(in, plain);
        in.compact();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
        engine.wrap(ByteBuffer.allocate(0), out);
    }

    @Test
    void aNewCertificateIsShownASecondLater() throws Exception {
        WebTls web = open("server", "");
        assertThat(handshake(web, null)).startsWith("CN=server TLSv1.3");
        replace("renewed");
        assertThat(handshake(web, null)).startsWith("CN=server ");
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(handshake(web, null)).startsWith("CN=renewed ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls_server_config: {}", "rubbish", "tls_server_config: {cert_file: b, key_file: b}"})
    void whatIsUnsoundLaterLeavesWhatWas(String text) throws Exception {
        WebTls web = open("server", "");
        write(text);
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(handshake(web, null)).startsWith("CN=server ");
    }

    @Test
    void theFileItselfIsReadAgainToo() throws Exception {
        WebTls web = open("rsa", "");
        write("tls_server_config: {cert_file: a.pem, key_file: a.key, max_version: TLS12,"
                + " cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]}");
        now.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertThat(handshake(web, null)).isEqualTo("CN=rsa TLSv1.2 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
    }

    @Test
    void clientsShowTheCertificateThatIsWanted() throws Exception {
        WebTls web = open(
                "server",
                "client_auth_type: RequireAndVerifyClientCert\nclient_ca_file: " + Fixtures.file("authority.pem")
                        + "\nclient_allowed_sans: [a.test, localhost]");
        assertThat(handshake(web, "client")).startsWith("CN=server ");
        assertThatThrownBy(() -> handshake(web, null)).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> handshake(web, "strange")).isInstanceOf(SSLException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RequireAndVerifyClientCert", "RequireAnyClientCert"})
    void aClientOfAnotherNameIsRefused(String type) throws Exception {
        WebTls web = open(
                "server",
                "client_auth_type: " + type + "\nclient_ca_file: " + Fixtures.file("authority.pem")
                        + "\nclient_allowed_sans: [a.test]");
        assertThatThrownBy(() -> handshake(web, "client")).isInstanceOf(SSLException.class);
    }

    @Test
    void aMissingCertificateIsNamed() throws Exception {
        write("tls_server_config: {cert_file: a.pem, key_file: a.key}");
        assertThatThrownBy(() -> WebTls.open(folder.resolve("web.yaml")))
                .isInstanceOf(WebConfigException.class)
                .hasMessage(folder.resolve("a.pem") + " does not exist");
        write("http_server_config: {http2: true}");
        assertThat(WebTls.open(folder.resolve("web.yaml"))).isNull();
    }
}
