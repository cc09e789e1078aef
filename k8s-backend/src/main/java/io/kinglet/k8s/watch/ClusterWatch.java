package io.kinglet.k8s.watch;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import io.kinglet.k8s.source.ClusterSink;
import io.kinglet.k8s.source.ClusterSource;
import io.kinglet.k8s.source.KindStatus;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * A cluster read from its API server: list and watch of each kind on a daemon thread and a connection of its own, streamed.
 * Keeps no objects. What it reads stays reported while the API server is away; it goes on where it stopped when that is back.
 */
public final class ClusterWatch implements ClusterSource {

    private static final Logger LOG = System.getLogger(ClusterWatch.class.getName());

    private final ApiServer server;
    private final int maxInflight;
    private final Timing timing;
    private final LongSupplier ticker;
    private final InstantSource clock;
    private final Pause pause = new Pause();
    private final Map<Kind, Reading> readings = new EnumMap<>(Kind.class);

    private record Reading(KindWatch watch, Thread thread, Progress progress, Malformed malformed) {}

    /**
     * Prepares to read the API server that {@code config} names; nothing is asked of it before {@link #start}.
     *
     * @throws WatchConfigException when the configuration names what is missing or unreadable
     */
    public ClusterWatch(WatchConfig config, RestObserver observer) {
        this(config, observer, ApiAccess.ofProcess(), Timing.usual(), System::nanoTime, InstantSource.system());
    }

    /** @param clock tells when a policy that has changed arrived */
    ClusterWatch(
            WatchConfig config,
            RestObserver observer,
            ApiAccess access,
            Timing timing,
            LongSupplier ticker,
            InstantSource clock) {
        this(open(config, access.configuration(config), observer, ticker), config.maxInflight(), timing, ticker, clock);
    }

    private ClusterWatch(ApiServer server, int maxInflight, Timing timing, LongSupplier ticker, InstantSource clock) {
        this.server = server;
        this.maxInflight = maxInflight;
        this.timing = timing;
        this.ticker = ticker;
        this.clock = clock;
    }

    /** Reads with the address, the credentials and the connections of {@code client}, which stays the caller's to close. */
    public static ClusterWatch of(KubernetesClient client) {
        return of(client, Timing.usual());
    }

    static ClusterWatch of(KubernetesClient client, Timing timing) {
        Config config = client.getConfiguration();
        HttpClient http = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder(config.getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        LongSupplier ticker = System::nanoTime;
        RateLimit unlimited = new RateLimit(0, 0, ticker);
        ApiServer server =
                new ApiServer(http, false, URI.create(config.getMasterUrl()), RestObserver.NONE, unlimited, ticker);
        return new ClusterWatch(server, 0, timing, ticker, InstantSource.system());
    }

    private static ApiServer open(WatchConfig config, Config access, RestObserver observer, LongSupplier ticker) {
        try {
            // Made directly: a KubernetesClient would load the typed model, which nothing here uses.
            HttpClient http = ApiTrust.connect(access);
            RateLimit limit = new RateLimit(config.qps(), config.burst(), ticker);
            return new ApiServer(http, true, URI.create(access.getMasterUrl()), observer, limit, ticker);
        } catch (RuntimeException e) {
            throw new WatchConfigException(
                    "no connection to " + access.getMasterUrl() + " can be set up: " + rootMessage(e)
                            + ". Check the address and the PEM files or data of certificate, key and authority.",
                    e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    @Override
    public void start(ClusterScope scope, ClusterSink sink) {
        if (maxInflight > 0 && maxInflight < scope.kinds().size()) {
            LOG.log(
                    Level.WARNING,
                    "apiserver_max_inflight {0} is less than the {1} kinds that are watched: one request for"
                            + " each is under way",
                    maxInflight,
                    scope.kinds().size());
        }
        Contact contact = new Contact(LOG, server.base(), ticker, pause::wake);
        synchronized (readings) {
            if (!readings.isEmpty() || pause.stopped()) {
                throw new IllegalStateException("started before");
            }
            for (Kind kind : scope.kinds()) {
                readings.put(kind, reading(kind, scope, sink, contact));
            }
            readings.values().forEach(reading -> reading.thread.start());
        }
    }

    private Reading reading(Kind kind, ClusterScope scope, ClusterSink sink, Contact contact) {
        Resource resource = Resource.of(kind, scope);
        Malformed malformed = new Malformed(LOG, kind);
        Progress progress = new Progress(ticker);
        Intake intake = new Intake(LOG, kind, scope, clock, new Batch(sink, pause::stopped), malformed, progress);
        KindWatch watch = new KindWatch(
                LOG, kind, resource, server, intake, progress, contact, timing, pause::sleep, new SplittableRandom());
        Thread thread = new Thread(watch, "kinglet-watch-" + resource.plural());
        thread.setDaemon(true);
        return new Reading(watch, thread, progress, malformed);
    }

    @Override
    public Map<Kind, KindStatus> status() {
        Map<Kind, KindStatus> status = new EnumMap<>(Kind.class);
        synchronized (readings) {
            readings.forEach((kind, one) -> status.put(kind, one.progress.status(one.malformed.count())));
        }
        return status;
    }

    @Override
    public void close() {
        List<Reading> all;
        synchronized (readings) {
            pause.stop();
            all = new ArrayList<>(readings.values());
        }
        all.forEach(reading -> reading.watch.close());
        for (Reading reading : all) {
            join(reading.thread);
        }
        server.close();
    }

    private static void join(Thread thread) {
        // A sink may close the source it is called by.
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
