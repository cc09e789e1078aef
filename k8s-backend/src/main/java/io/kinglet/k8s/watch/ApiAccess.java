package io.kinglet.k8s.watch;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the fabric8 configuration that a {@link WatchConfig} describes. Reads files, asks no server. */
final class ApiAccess {

    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private final Map<String, String> environment;
    private final Path account;

    ApiAccess(Map<String, String> environment, Path account) {
        this.environment = environment;
        this.account = account;
    }

    static ApiAccess ofProcess() {
        return new ApiAccess(System.getenv(), ACCOUNT);
    }

    /** @throws WatchConfigException when something named is missing or unreadable */
    Config configuration(WatchConfig config) {
        WatchConfig.Access access = config.access();
        ConfigBuilder builder;
        if (access instanceof WatchConfig.Kubeconfig kubeconfig) {
            builder = new ConfigBuilder(KubeconfigFile.read(kubeconfig.file(), kubeconfig.context()));
        } else if (access instanceof WatchConfig.Endpoint endpoint) {
            builder = endpoint(endpoint);
        } else {
            builder = inCluster();
        }
        String algorithm = keyAlgorithm(builder.build());
        if (algorithm != null) {
            builder.withClientKeyAlgo(algorithm);
        }
        return builder.withUserAgent(config.userAgent())
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(5000)
                .build();
    }

    private ConfigBuilder inCluster() {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (host == null || host.isEmpty()) {
            throw new WatchConfigException(
                    "not in a cluster: the environment has no KUBERNETES_SERVICE_HOST. Outside of a pod, name the API server"
                            + " with `kubeconfig FILE [CONTEXT]` or `endpoint URL`.",
                    null);
        }
        Path token = readable(
                account.resolve("token"),
                "the ServiceAccount token",
                "set automountServiceAccountToken: true for the pod");
        Path authority = readable(
                account.resolve("ca.crt"),
                "the API server's authority",
                "set automountServiceAccountToken: true for the pod");
        return new ConfigBuilder(Config.empty())
                .withMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port)
                .withCaCertFile(authority.toString())
                .withOauthTokenProvider(() -> token(token));
    }

    private static ConfigBuilder endpoint(WatchConfig.Endpoint endpoint) {
        URI url = endpoint.url();
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new WatchConfigException(
                    "endpoint " + url + " is no URL of an API server: write http://HOST:PORT or https://HOST:PORT",
                    null);
        }
        ConfigBuilder builder = new ConfigBuilder(Config.empty()).withMasterUrl(url.toString());
        TlsFiles tls = endpoint.tls();
        if (tls == null) {
            return builder;
        }
        String advice = "write `tls CERT KEY CACERT` with PEM files this process may read";
        return builder.withClientCertFile(readable(tls.certificate(), "the client certificate", advice)
                        .toString())
                .withClientKeyFile(readable(tls.key(), "the client key", advice).toString())
                .withCaCertFile(readable(tls.authority(), "the authority's certificate", advice)
                        .toString());
    }

    /**
     * The algorithm of the client's key, by its certificate; null without one. fabric8 goes by the first line of the key, and
     * takes a PKCS #8 key, whose first line does not tell, for RSA.
     */
    private static @Nullable String keyAlgorithm(Config config) {
        String file = config.getClientCertFile();
        String data = config.getClientCertData();
        try {
            byte[] pem = data != null && !data.isEmpty()
                    ? Base64.getMimeDecoder().decode(data)
                    : file != null && !file.isEmpty() ? Files.readAllBytes(Path.of(file)) : new byte[0];
            return pem.length == 0
                    ? null
                    : CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(pem))
                            .getPublicKey()
                            .getAlgorithm();
        } catch (CertificateException | IOException | IllegalArgumentException e) {
            throw new WatchConfigException(
                    "the client certificate" + (file == null ? "" : ", " + file + ",") + " cannot be read ("
                            + e.getMessage() + "): it has to be a PEM file, or base64 of one as data in a kubeconfig",
                    e);
        }
    }

    static Path readable(Path file, String what, String advice) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            String state = Files.exists(file) ? " cannot be read" : " does not exist";
            throw new WatchConfigException(what + ", " + file + "," + state + ": " + advice, null);
        }
        return file;
    }

    /** The token in the file now; empty when it cannot be read, so that the server says 401 and the log tells. */
    static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
