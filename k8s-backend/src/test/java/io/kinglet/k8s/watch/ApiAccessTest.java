package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiAccessTest {

    private static final String KUBECONFIG = """
            apiVersion: v1
            kind: Config
            clusters:
            - {name: east, cluster: {server: "https://east:6443"}}
            - {name: bare, cluster: {}}
            users:
            - {name: dns, user: {token: secret}}
            - {name: file, user: {tokenFile: token}}
            contexts:
            - {name: one, context: {cluster: east, user: dns}}
            - {name: two, context: {cluster: east, user: file}}
            - {name: lost, context: {cluster: west, user: dns}}
            - {name: nobody, context: {cluster: east, user: ghost}}
            - {name: bare, context: {cluster: bare, user: dns}}
            current-context: one
            """;

    @TempDir
    Path folder;

    private Path kubeconfig;
    private ApiAccess access;

    @BeforeEach
    void writeFiles() throws IOException {
        kubeconfig = Files.writeString(folder.resolve("config"), KUBECONFIG);
        Files.writeString(folder.resolve("token"), "rotated-1\n");
        access = new ApiAccess(
                Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "6443"), folder);
    }

    @Test
    void kubeconfigIsReadWithItsCurrentContextOrAnother() {
        Config current = access.configuration(WatchConfig.kubeconfig(kubeconfig, null));
        assertThat(current.getMasterUrl()).startsWith("https://east:6443");
        assertThat(current.getAutoOAuthToken()).isEqualTo("secret");
        assertThat(current.getUserAgent()).startsWith("Kinglet/");
        assertThat(current.isHttp2Disable()).isTrue();
        Config other = access.configuration(WatchConfig.kubeconfig(kubeconfig, "two"));
        assertThat(other.getOauthTokenProvider().getToken()).isEqualTo("rotated-1");
    }

    @Test
    void kubeconfigGivesAddressesCertificatesAndPasswords() throws IOException {
        Path file = Files.writeString(folder.resolve("full"), """
                shared: &cluster
                  server: https://east:6443
                  certificate-authority: pki/ca.crt
                  insecure-skip-tls-verify: true
                clusters:
                - name: east
                  cluster:
                    <<: *cluster
                    tls-server-name: api.east
                    certificate-authority-data: Y2E=
                users:
                - name: dns
                  user: {username: 0123, password: "true", client-key: /pki/dns.key, client-key-data: a2V5, token: ~}
                contexts:
                - {name: 1, context: {cluster: east, user: dns}}
                current-context: 1
                """);
        Config config = access.configuration(WatchConfig.kubeconfig(file, null));
        assertThat(config.getMasterUrl()).startsWith("https://east:6443");
        assertThat(config.getCaCertFile())
                .isEqualTo(folder.resolve("pki/ca.crt").toString());
        assertThat(config.getCaCertData()).isEqualTo("Y2E=");
        assertThat(config.isTrustCerts()).isTrue();
        assertThat(config.getTlsServerName()).isEqualTo("api.east");
        assertThat(config.getUsername()).isEqualTo("0123");
        assertThat(config.getPassword()).isEqualTo("true");
        assertThat(config.getClientKeyFile()).isEqualTo("/pki/dns.key");
        assertThat(config.getClientKeyData()).isEqualTo("a2V5");
        assertThat(config.getAutoOAuthToken()).isNull();
    }

    @Test
    void kubeconfigWithACredentialPluginRunsIt() throws IOException {
        Path file = Files.writeString(folder.resolve("plugin"), """
                clusters:
                - {name: east, cluster: {server: "https://east:6443"}}
                users:
                - name: dns
                  user:
                    exec:
                      apiVersion: client.authentication.k8s.io/v1
                      interactiveMode: Never
                      command: echo
                      args: ['{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1", "status": {"token": "made"}}']
                contexts:
                - {name: one, context: {cluster: east, user: dns}}
                current-context: one
                """);
        Config config = access.configuration(WatchConfig.kubeconfig(file, null));
        assertThat(config.getAutoOAuthToken()).isEqualTo("made");
    }

    @ParameterizedTest
    @CsvSource({
        "three, has no context three",
        "lost, context lost names the cluster west",
        "nobody, context nobody names the user ghost",
        "bare, cluster bare has no server",
    })
    void kubeconfigThatDoesNotAddUpSaysSo(String context, String message) {
        assertThatThrownBy(() -> access.configuration(WatchConfig.kubeconfig(kubeconfig, context)))
                .isInstanceOf(WatchConfigException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(kubeconfig.toString());
    }

    @Test
    void unknownContextIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> access.configuration(WatchConfig.kubeconfig(kubeconfig, "three")))
                .hasMessageContaining("[one, two, lost, nobody, bare]");
    }

    @ParameterizedTest
    @CsvSource({
        "'', is empty",
        "'just text', cannot be read",
        "'a: [', cannot be read",
        "'apiVersion: v1', no current-context"
    })
    void kubeconfigThatIsNoneSaysSo(String content, String message) throws IOException {
        Path odd = Files.writeString(folder.resolve("odd"), content);
        assertThatThrownBy(() -> access.configuration(WatchConfig.kubeconfig(odd, null)))
                .isInstanceOf(WatchConfigException.class)
                .hasMessageContaining(odd.toString());
    }

    @Test
    void missingFilesAreNamed() {
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() -> access.configuration(WatchConfig.kubeconfig(absent, null)))
                .isInstanceOf(WatchConfigException.class)
                .hasMessageContaining(absent + ", does not exist");
        TlsFiles tls = new TlsFiles(kubeconfig, absent, kubeconfig);
        assertThatThrownBy(() -> access.configuration(WatchConfig.endpoint(URI.create("https://x:1"), tls)))
                .isInstanceOf(WatchConfigException.class)
                .hasMessageContaining("the client key, " + absent);
    }

    @Test
    void inClusterReadsTheTokenAnewForEachRequest() throws IOException {
        assertThatThrownBy(() -> access.configuration(WatchConfig.inCluster()))
                .isInstanceOf(WatchConfigException.class)
                .hasMessageContaining("ca.crt")
                .hasMessageContaining("automountServiceAccountToken");
        Files.writeString(folder.resolve("ca.crt"), "");
        Config config = access.configuration(WatchConfig.inCluster());
        assertThat(config.getMasterUrl()).startsWith("https://10.96.0.1:6443");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("rotated-1");
        Files.writeString(folder.resolve("token"), "rotated-2");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("rotated-2");
    }

    @Test
    void outsideOfAClusterSaysWhatToDo() {
        ApiAccess outside = new ApiAccess(Map.of(), folder);
        assertThatThrownBy(() -> outside.configuration(WatchConfig.inCluster()))
                .isInstanceOf(WatchConfigException.class)
                .hasMessageContaining("kubeconfig FILE [CONTEXT]");
    }

    @Test
    void filesThatAreNoCertificatesSaySo() throws IOException {
        Path noise = Files.writeString(folder.resolve("noise.pem"), "-----BEGIN CERTIFICATE-----\nnoise\n");
        WatchConfig config = WatchConfig.endpoint(URI.create("https://127.0.0.1:1"), new TlsFiles(noise, noise, noise));
        assertThatThrownBy(() -> new ClusterWatch(config, RestObserver.NONE))
                .isInstanceOf(WatchConfigException.class)
                .hasMessageContaining("the client certificate, " + noise)
                .hasMessageContaining("PEM");
    }

    @ParameterizedTest
    @CsvSource({"api:6443", "ftp://api", "https:///x", "/x"})
    void endpointThatIsNoUrlOfAServerSaysSo(String url) {
        assertThatThrownBy(() -> access.configuration(WatchConfig.endpoint(URI.create(url), null)))
                .isInstanceOf(WatchConfigException.class)
                .hasMessageContaining("http://HOST:PORT");
    }
}
