package io.kinglet.k8s.watch;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a kubeconfig file through fabric8 and checks first what fabric8 lets pass: it takes the current context in place of
 * an unknown one, and a default address in place of an unknown cluster.
 */
final class KubeconfigFile {

    private KubeconfigFile() {}

    /** @throws WatchConfigException when the file, the context or what the context names is missing */
    static Config read(Path file, @Nullable String context) {
        ApiAccess.readable(file, "the kubeconfig", "name a file this process may read after `kubeconfig`");
        Config config;
        AuthInfo user;
        try {
            io.fabric8.kubernetes.api.model.Config content = KubeConfigUtils.parseConfig(file.toFile());
            if (content == null) {
                throw new WatchConfigException("kubeconfig " + file + " is empty", null);
            }
            user = check(file, content, context);
            config = Config.fromKubeconfig(context, file.toFile());
        } catch (WatchConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new WatchConfigException("kubeconfig " + file + " cannot be read: " + e.getMessage(), e);
        }
        String tokenFile = user == null ? null : user.getTokenFile();
        if (tokenFile == null || tokenFile.isEmpty()) {
            return config;
        }
        // As kubectl does; fabric8 does not know the field.
        Path token = ApiAccess.readable(
                file.resolveSibling(tokenFile),
                "the tokenFile of kubeconfig " + file,
                "name a file this process may read");
        return new ConfigBuilder(config)
                .withOauthTokenProvider(() -> ApiAccess.token(token))
                .build();
    }

    private static @Nullable AuthInfo check(
            Path file, io.fabric8.kubernetes.api.model.Config content, @Nullable String context) {
        String wanted = context != null ? context : content.getCurrentContext();
        if (wanted == null || wanted.isEmpty()) {
            throw new WatchConfigException(
                    "kubeconfig " + file + " has no current-context: name one, `kubeconfig FILE CONTEXT`", null);
        }
        List<NamedContext> contexts = content.getContexts();
        NamedContext found = contexts.stream()
                .filter(one -> wanted.equals(one.getName()) && one.getContext() != null)
                .findFirst()
                .orElseThrow(() -> new WatchConfigException(
                        "kubeconfig " + file + " has no context " + wanted + ", only "
                                + contexts.stream().map(NamedContext::getName).toList(),
                        null));
        String cluster = found.getContext().getCluster();
        String user = found.getContext().getUser();
        NamedCluster server = content.getClusters().stream()
                .filter(one -> one.getName().equals(cluster) && one.getCluster() != null)
                .findFirst()
                .orElseThrow(() -> missing(file, wanted, "cluster", cluster));
        if (server.getCluster().getServer() == null) {
            throw new WatchConfigException("kubeconfig " + file + ": cluster " + cluster + " has no server", null);
        }
        if (user == null || user.isEmpty()) {
            return null;
        }
        NamedAuthInfo named = content.getUsers().stream()
                .filter(one -> one.getName().equals(user))
                .findFirst()
                .orElseThrow(() -> missing(file, wanted, "user", user));
        return named.getUser();
    }

    private static WatchConfigException missing(Path file, String context, String what, @Nullable String name) {
        return new WatchConfigException(
                "kubeconfig " + file + ": context " + context + " names the " + what + " " + name
                        + ", which is not there",
                null);
    }
}
