package io.kinglet.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.server.tls.TlsFileException.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerTlsTest {

    @TempDir
    Path folder;

    private static ServerTls load(String certificate, String key) throws TlsFileException {
        return ServerTls.load(
                new ServerTlsConfig(Fixtures.file(certificate), Fixtures.file(key), null, ClientCertificates.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "server.pem, server.key",
        "server.pem, server-sec1.key",
        "rsa.pem, rsa.key",
        "rsa.pem, rsa-pkcs1.key",
        "ed25519.pem, ed25519.key"
    })
    void keysOfEveryUsualKindAndFormAreTaken(String certificate, String key) throws Exception {
        assertThat(load(certificate, key).engine(List.of("dot")).getUseClientMode())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "server.pem, renewed.key, KEY, is not the key of the certificate in",
        "server.pem, rsa.key, KEY, holds no EC key",
        "server.pem, server.pem, KEY, holds no `BEGIN PRIVATE KEY`",
        "server.pem, encrypted.key, KEY, holds an encrypted key",
        "server.key, server.key, CERTIFICATE, holds no `BEGIN CERTIFICATE`"
    })
    void whatCannotBeUsedIsNamed(String certificate, String key, Part part, String problem) {
        assertThatThrownBy(() -> load(certificate, key))
                .isInstanceOfSatisfying(
                        TlsFileException.class, e -> assertThat(e.part()).isEqualTo(part))
                .hasMessageContaining(problem)
                .hasMessageContaining(part == Part.KEY ? key : certificate);
    }

    @Test
    void cheapCiphersArePreferredAndTheOthersStay() throws Exception {
        SSLEngine engine = ServerTls.load(Fixtures.config("server", null, ClientCertificates.NONE))
                .engine(List.of("dot"));
        String[] usual = SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites();
        assertThat(engine.getSSLParameters().getUseCipherSuitesOrder()).isTrue();
        assertThat(engine.getSSLParameters().getCipherSuites())
                .startsWith("TLS_AES_128_GCM_SHA256")
                .containsExactlyInAnyOrder(usual);
    }

    @Test
    void missingFilesFoldersAndRubbishAreNamed() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path key = Fixtures.file("server.key");
        assertThatThrownBy(() -> ServerTls.load(new ServerTlsConfig(missing, key, null, ClientCertificates.NONE)))
                .hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> ServerTls.load(new ServerTlsConfig(folder, key, null, ClientCertificates.NONE)))
                .hasMessage(folder + " is a directory");
        Path rubbish = Files.writeString(
                folder.resolve("rubbish.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> ServerTls.load(new ServerTlsConfig(rubbish, key, null, ClientCertificates.NONE)))
                .hasMessageStartingWith(rubbish + " holds a certificate that cannot be read: ");
        assertThatThrownBy(() -> ServerTls.load(Fixtures.config("server", missing, ClientCertificates.VERIFIED)))
                .hasMessage(missing + " does not exist")
                .isInstanceOfSatisfying(
                        TlsFileException.class, e -> assertThat(e.part()).isEqualTo(Part.AUTHORITY));
    }

    @Test
    void isRenewedWhenTheFilesSaySomethingElse() throws Exception {
        Path certificate = Files.copy(Fixtures.file("server.pem"), folder.resolve("tls.crt"));
        Path key = Files.copy(Fixtures.file("server.key"), folder.resolve("tls.key"));
        ServerTls first = ServerTls.load(new ServerTlsConfig(certificate, key, null, ClientCertificates.NONE));
        assertThat(first.renewed()).isSameAs(first);
        Files.write(certificate, Files.readAllBytes(Fixtures.file("renewed.pem")));
        assertThatThrownBy(first::renewed).hasMessageContaining("is not the key of the certificate");
        Files.write(key, Files.readAllBytes(Fixtures.file("renewed.key")));
        ServerTls second = first.renewed();
        assertThat(second).isNotSameAs(first);
        assertThat(second.renewed()).isSameAs(second);
    }
}
