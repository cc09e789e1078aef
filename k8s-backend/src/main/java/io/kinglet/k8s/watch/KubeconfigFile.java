package io.kinglet.k8s.watch;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kubeconfig file, and says what is missing in it. Addresses, certificates, tokens and passwords are read here, without the
 * classes of fabric8's model; what needs more (a plugin that is run for credentials, a proxy) is left to fabric8.
 */
final class KubeconfigFile {

    private static final Set<String> CLUSTER_FIELDS = Set.of(
            "server",
            "certificate-authority",
            "certificate-authority-data",
            "insecure-skip-tls-verify",
            "tls-server-name",
            "disable-compression",
            "extensions");

    private static final Set<String> USER_FIELDS = Set.of(
            "client-certificate",
            "client-certificate-data",
            "client-key",
            "client-key-data",
            "token",
            "tokenFile",
            "username",
            "password",
            "extensions");

    private final Path file;

    private KubeconfigFile(Path file) {
        this.file = file;
    }

    /** @throws WatchConfigException when the file, the context or what the context names is missing */
    static Config read(Path file, @Nullable String context) {
        ApiAccess.readable(file, "the kubeconfig", "name a file this process may read after `kubeconfig`");
        try {
            return new KubeconfigFile(file).read(context);
        } catch (WatchConfigException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new WatchConfigException("kubeconfig " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Config read(@Nullable String context) throws IOException {
        KubeconfigTree content = KubeconfigTree.read(file);
        if (content == null) {
            throw new WatchConfigException("kubeconfig " + file + " is empty", null);
        }
        String wanted = context != null ? context : content.text("current-context");
        if (wanted == null || wanted.isEmpty()) {
            throw new WatchConfigException(
                    "kubeconfig " + file + " has no current-context: name one, `kubeconfig FILE CONTEXT`", null);
        }
        KubeconfigTree chosen = named(content.list("contexts"), wanted, "context");
        if (chosen == null) {
            List<@Nullable String> names = content.list("contexts").stream()
                    .map(one -> one.text("name"))
                    .toList();
            throw new WatchConfigException(
                    "kubeconfig " + file + " has no context " + wanted + ", only " + names, null);
        }
        KubeconfigTree cluster = named(content.list("clusters"), chosen.text("cluster"), "cluster");
        if (cluster == null) {
            throw missing(wanted, "cluster", chosen.text("cluster"));
        }
        if (cluster.text("server") == null) {
            throw new WatchConfigException(
                    "kubeconfig " + file + ": cluster " + chosen.text("cluster") + " has no server", null);
        }
        KubeconfigTree user = named(content.list("users"), chosen.text("user"), "user");
        if (user == null && chosen.text("user") != null) {
            throw missing(wanted, "user", chosen.text("user"));
        }
        return configuration(wanted, cluster, user);
    }

    /** What stands under {@code field} in the entry of this name; null without an entry. */
    private static @Nullable KubeconfigTree named(List<KubeconfigTree> entries, @Nullable String name, String field) {
        return name == null
                ? null
                : entries.stream()
                        .filter(one -> name.equals(one.text("name")))
                        .findFirst()
                        .map(one -> one.map(field))
                        .orElse(null);
    }

    private Config configuration(String context, KubeconfigTree cluster, @Nullable KubeconfigTree user) {
        boolean simple = cluster.hasOnly(CLUSTER_FIELDS) && (user == null || user.hasOnly(USER_FIELDS));
        ConfigBuilder builder =
                simple ? cluster(cluster) : new ConfigBuilder(Config.fromKubeconfig(context, file.toFile()));
        if (user == null) {
            return builder.build();
        }
        if (simple) {
            user(user, builder);
        }
        String tokenFile = user.text("tokenFile");
        if (tokenFile != null) {
            // As kubectl does; fabric8 does not know the field.
            Path token = ApiAccess.readable(
                    file.resolveSibling(tokenFile),
                    "the tokenFile of kubeconfig " + file,
                    "name a file this process may read");
            builder.withOauthTokenProvider(() -> ApiAccess.token(token));
        }
        return builder.build();
    }

    private ConfigBuilder cluster(KubeconfigTree cluster) {
        boolean blind = "true".equals(cluster.text("insecure-skip-tls-verify"));
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(Objects.requireNonNull(cluster.text("server")))
                .withTrustCerts(blind)
                .withDisableHostnameVerification(blind)
                .withCaCertFile(path(cluster.text("certificate-authority")))
                .withCaCertData(cluster.text("certificate-authority-data"))
                .withTlsServerName(cluster.text("tls-server-name"));
    }

    private void user(KubeconfigTree user, ConfigBuilder builder) {
        builder.withClientCertFile(path(user.text("client-certificate")))
                .withClientCertData(user.text("client-certificate-data"))
                .withClientKeyFile(path(user.text("client-key")))
                .withClientKeyData(user.text("client-key-data"))
                .withAutoOAuthToken(user.text("token"))
                .withUsername(user.text("username"))
                .withPassword(user.text("password"));
    }

    /** A path as it is meant: from where the kubeconfig stands. */
    private @Nullable String path(@Nullable String text) {
        return text == null ? null : file.toAbsolutePath().resolveSibling(text).toString();
    }

    private WatchConfigException missing(String context, String what, @Nullable String name) {
        return new WatchConfigException(
                "kubeconfig " + file + ": context " + context + " names the " + what + " " + name
                        + ", which is not there",
                null);
    }
}
