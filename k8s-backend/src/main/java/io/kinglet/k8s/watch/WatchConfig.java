package io.kinglet.k8s.watch;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which API server to read, as whom, and how hard.
 *
 * @param access where the address and the credentials come from
 * @param qps requests a second on average ({@code apiserver_qps}); 0 for no limit
 * @param burst requests at once before {@code qps} applies ({@code apiserver_burst}); 0 for 10
 * @param maxInflight requests under way at once ({@code apiserver_max_inflight}); 0 for no limit. Each kind needs one for its
 *     watch and never has more, so a limit below the number of kinds cannot be kept: it is logged and not applied
 * @param userAgent how requests name their sender
 */
public record WatchConfig(Access access, double qps, int burst, int maxInflight, String userAgent) {

    /** Where the address of the API server and the credentials come from. */
    public sealed interface Access {}

    /** The ServiceAccount of the pod this runs in; its token is read again for each request, since it is rotated. */
    public record InCluster() implements Access {}

    /** @param context null for the file's current context */
    public record Kubeconfig(Path file, @Nullable String context) implements Access {}

    /** @param tls null for plain HTTP, or for HTTPS vouched for by the machine's authorities */
    public record Endpoint(URI url, @Nullable TlsFiles tls) implements Access {}

    public WatchConfig {
        if (!(qps >= 0) || burst < 0 || maxInflight < 0) {
            throw new IllegalArgumentException(
                    "qps, burst and maxInflight are 0 or more, not " + qps + ", " + burst + ", " + maxInflight);
        }
    }

    /** For use within a pod. */
    public static WatchConfig inCluster() {
        return of(new InCluster());
    }

    /** For use anywhere, with a kubeconfig file. */
    public static WatchConfig kubeconfig(Path file, @Nullable String context) {
        return of(new Kubeconfig(file, context));
    }

    /** For an API server at {@code url}, without a token. */
    public static WatchConfig endpoint(URI url, @Nullable TlsFiles tls) {
        return of(new Endpoint(url, tls));
    }

    private static WatchConfig of(Access access) {
        String version = WatchConfig.class.getPackage().getImplementationVersion();
        return new WatchConfig(access, 0, 0, 0, "Kinglet/" + (version == null ? "dev" : version));
    }

    /** The same with other limits. */
    public WatchConfig limited(double newQps, int newBurst, int newMaxInflight) {
        return new WatchConfig(access, newQps, newBurst, newMaxInflight, userAgent);
    }
}
