package io.kinglet.server.plugin;

import io.kinglet.k8s.watch.TlsFiles;
import io.kinglet.k8s.watch.WatchConfig;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The options of {@code kubernetes} that say how to reach the cluster. One directive's, one thread. */
final class ConnectionReading {

    private static final int MOST = 1_000_000;

    private @Nullable URI endpoint;
    private @Nullable TlsFiles tls;
    private @Nullable Position tlsAt;
    private WatchConfig.@Nullable Kubeconfig kubeconfig;
    private @Nullable Position kubeconfigAt;
    private @Nullable List<Path> manifests;
    private @Nullable Position manifestsAt;
    private double qps;
    private int burst;
    private int maxInflight;

    Map<String, Consumer<DirectiveReader>> readers(BlockScope block) {
        return Map.of(
                "endpoint", line -> endpoint(line, block),
                "tls", this::tls,
                "kubeconfig", this::kubeconfig,
                "manifests", this::manifests,
                "apiserver_qps", line -> qps = number(line),
                "apiserver_burst", line -> burst = line.integer("the requests", 0, MOST),
                "apiserver_max_inflight", line -> maxInflight = line.integer("the requests", 0, MOST));
    }

    /** Whether one of them was met that says which cluster is meant. */
    boolean namesCluster() {
        return endpoint != null || kubeconfigAt != null || manifestsAt != null;
    }

    /** Where certificates are named though no API server is; null where they are not, or one is. */
    @Nullable
    Position tlsOfNobody() {
        return namesCluster() ? null : tlsAt;
    }

    ClusterConnection connection(BlockScope block) {
        if (manifestsAt != null && manifests != null) {
            if (endpoint != null || kubeconfigAt != null) {
                throw new CorefileException(
                        manifestsAt,
                        "`manifests` takes the place of an API server; remove it, or `endpoint` and `kubeconfig`");
            }
            return new ClusterConnection.Manifests(manifests);
        }
        if (kubeconfigAt != null && endpoint != null) {
            block.warn(kubeconfigAt, "`endpoint` has no effect beside `kubeconfig`, which names the API server itself");
        }
        if (tlsAt != null && (endpoint == null || kubeconfig != null)) {
            block.warn(tlsAt, "`tls` of `kubernetes` has no effect without `endpoint`");
        }
        WatchConfig config = kubeconfig != null
                ? WatchConfig.kubeconfig(kubeconfig.file(), kubeconfig.context())
                : endpoint != null ? WatchConfig.endpoint(endpoint, tls) : WatchConfig.inCluster();
        return new ClusterConnection.Api(config.limited(qps, burst, maxInflight));
    }

    private void endpoint(DirectiveReader line, BlockScope block) {
        List<Token> urls = line.rest("the URL of the API server", 1, Integer.MAX_VALUE);
        Token first = urls.get(0);
        // A bare host:port has always been taken as plain HTTP.
        String text = first.text().contains("://") ? first.text() : "http://" + first.text();
        try {
            endpoint = new URI(text);
        } catch (URISyntaxException e) {
            throw line.expected(first, "a URL such as `https://10.0.0.1:6443`: " + e.getReason());
        }
        if (endpoint.getHost() == null || !endpoint.getScheme().matches("https?")) {
            throw line.expected(first, "a URL such as `https://10.0.0.1:6443`");
        }
        if (urls.size() > 1) {
            block.warn(urls.get(1).position(), "only the first endpoint, `" + first.text() + "`, is used");
        }
    }

    private void tls(DirectiveReader line) {
        tlsAt = line.position();
        List<Token> files = line.rest("the files of certificate, key and authority", 3, 3);
        tls = new TlsFiles(path(line, files.get(0)), path(line, files.get(1)), path(line, files.get(2)));
    }

    private void kubeconfig(DirectiveReader line) {
        kubeconfigAt = line.position();
        Path file = path(line, line.next("the file"));
        kubeconfig = new WatchConfig.Kubeconfig(
                file, line.hasNext() ? line.next("the context").text() : null);
    }

    private void manifests(DirectiveReader line) {
        manifestsAt = line.position();
        manifests = line.rest("files or folders of Kubernetes YAML", 1, Integer.MAX_VALUE).stream()
                .map(token -> path(line, token))
                .toList();
    }

    private static Path path(DirectiveReader line, Token token) {
        if (token.text().isEmpty() || token.text().indexOf('\0') >= 0) {
            throw line.expected(token, "the path of a file");
        }
        return Path.of(token.text());
    }

    private static double number(DirectiveReader line) {
        Token token = line.next("the requests a second");
        if (!token.text().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw line.expected(token, "the requests a second as a number of 0 or more, such as `5` or `0.5`");
        }
        return Double.parseDouble(token.text());
    }
}
