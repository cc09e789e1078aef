package io.kinglet.server.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.ServerTlsConfig;
import io.kinglet.server.tls.TlsBounds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebConfigReaderTest {

    private static final Path FILE = Path.of("/etc/web/web.yaml");

    private static WebConfig read(String text) throws WebConfigException {
        return WebConfigReader.parse(FILE, text);
    }

    private static WebConfig tls(String fields) throws WebConfigException {
        return read("tls_server_config:\n  cert_file: a.pem\n  key_file: /keys/a.key\n" + fields.indent(2));
    }

    @Test
    void filesBeginAtTheFolderOfTheFile() throws Exception {
        assertThat(tls("").tls())
                .isEqualTo(new ServerTlsConfig(
                        Path.of("/etc/web/a.pem"), Path.of("/keys/a.key"), null, ClientCertificates.NONE));
    }

    @Test
    void allThatCanBeSaidIsTaken() throws Exception {
        assertThat(tls("""
                client_auth_type: RequireAndVerifyClientCert
                client_ca_file: ca.pem
                client_allowed_sans: [prometheus, 10.0.0.1]
                min_version: TLS12
                max_version: TLS12
                prefer_server_cipher_suites: false
                cipher_suites:
                - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                """).tls())
                .isEqualTo(new ServerTlsConfig(
                        Path.of("/etc/web/a.pem"),
                        Path.of("/keys/a.key"),
                        Path.of("/etc/web/ca.pem"),
                        ClientCertificates.VERIFIED,
                        new TlsBounds(
                                List.of("TLSv1.2"),
                                Set.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
                                Set.of("prometheus", "10.0.0.1"))));
    }

    @ParameterizedTest
    @CsvSource({
        "NoClientCert, NONE",
        "RequestClientCert, REQUESTED",
        "RequireAnyClientCert, REQUIRED",
        "RequireClientCert, REQUIRED",
        "VerifyClientCertIfGiven, VERIFIED_IF_GIVEN",
        "RequireAndVerifyClientCert, VERIFIED"
    })
    void clientsShowWhatTheTypeSays(String type, ClientCertificates clients) throws Exception {
        assertThat(tls("client_auth_type: " + type).tls().clients()).isEqualTo(clients);
    }

    @ParameterizedTest
    @CsvSource({
        "min_version: TLS13, TLSv1.3",
        "min_version: TLS10, TLSv1.3 TLSv1.2",
        "max_version: TLS13, TLSv1.3 TLSv1.2",
        "max_version: TLS12, TLSv1.2"
    })
    void versionsAreTwoAtMost(String field, String protocols) throws Exception {
        assertThat(tls(field).tls().bounds().protocols()).containsExactly(protocols.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "tls_server_config:\n",
                "tls_server_config:\n  min_version: TLS12\n",
                "http_server_config:\n  http2: false\nrate_limit:\n  interval: 0s\n  burst: 1\n"
            })
    void withoutACertificateNothingIsEncrypted(String text) throws Exception {
        assertThat(read(text).tls()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls_server_conf: {} | 1:1: found `tls_server_conf`; accepted are `tls_server_config`, `http_server_config`",
                "tls_server_config: {cert_fil: a} | 1:21: found `cert_fil`; accepted are",
                "tls_server_config: {cert_file: a} | 1:20: `tls_server_config` lacks `key_file`",
                "tls_server_config: {key_file: a} | 1:20: `tls_server_config` lacks `cert_file`",
                "tls_server_config: {client_auth_type: RequestClientCert} | 1:20: `tls_server_config` lacks `cert_file`",
                "tls_server_config: {cert_file: a, cert_file: a} | 1:35: `cert_file` stands there twice",
                "tls_server_config: {cert_file: [a]} | 1:32: accepted is a text",
                "tls_server_config: [a] | 1:20: accepted are `cert_file`",
                "tls_server_config: {cert: PEM} | 1:27: `cert` within the file is not supported",
                "tls_server_config: {key: PEM} | 1:26: `key` within the file is not supported",
                "tls_server_config: {client_ca: PEM} | 1:32: `client_ca` within the file is not supported",
                "tls_server_config: {cert_file: a, key_file: b, client_ca_file: c} | 1:64: `client_ca_file` needs a",
                "tls_server_config: {client_auth_type: Require} | 1:39: found `Require` for `client_auth_type`; accepted are `No",
                "tls_server_config: {min_version: TLS9} | 1:34: found `TLS9` for `min_version`; accepted are `TLS10`, `TLS11`",
                "tls_server_config: {max_version: TLS11} | 1:34: no version is left",
                "tls_server_config: {min_version: TLS13, max_version: TLS12} | 1:54: no version is left",
                "tls_server_config: {cipher_suites: [TLS_X]} | 1:36: found `TLS_X`, which this Java has not",
                "tls_server_config: {cipher_suites: TLS_X} | 1:36: accepted is a list",
                "tls_server_config: {curve_preferences: [X25519]} | 1:40: Java chooses the curves",
                "tls_server_config: {prefer_server_cipher_suites: 1} | 1:50: found `1`",
                "basic_auth_users: {a: $2y$10$x} | 1:19: passwords are not supported",
                "http_server_config: {http2: maybe} | 1:29: found `maybe` for `http2`",
                "http_server_config: {headers: {X-Frame-Options: deny}} | 1:31: headers are not supported",
                "rate_limit: {interval: 1s} | 1:24: requests are not limited by rate",
                "[a, b] | 1:1: accepted are `tls_server_config`"
            })
    void mistakesAreToldWithTheirPlace(String text, String problem) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(WebConfigException.class)
                .hasMessageStartingWith(FILE + ":" + problem);
    }

    @Test
    void whatIsNoYamlIsTold() {
        assertThatThrownBy(() -> read("tls_server_config: {")).hasMessageStartingWith(FILE + " is not YAML: ");
        assertThatThrownBy(() -> read("[".repeat(60_000))).hasMessage(FILE + " nests deeper than 16");
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> WebConfigReader.read(missing)).hasMessage(missing + " does not exist");
        assertThatThrownBy(() -> WebConfigReader.read(folder)).hasMessageStartingWith(folder + " cannot be read: ");
        Path large = Files.write(folder.resolve("large.yaml"), new byte[1 << 17]);
        assertThatThrownBy(() -> WebConfigReader.read(large)).hasMessage(large + " is larger than 65536 octets");
    }
}
