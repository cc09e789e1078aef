package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Kind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Reads one kind for as long as it runs: a list, then watches that each go on from where the one before ended.
 *
 * <pre>
 *   position == null --> streaming list --initial-events-end--> goes on as a watch
 *          ^      \--refused (4xx)--> paged list --> watch(position) --end--> watch(position) ...
 *          \------- 410 Gone ----------------------------/
 * </pre>
 *
 * <p>Any other failure is tried again from the same position after a delay of {@link Timing#retryNanos}. Runs on one thread;
 * {@link #close} may be called from any.
 */
final class KindWatch implements Runnable {

    private static final long SOON = 1_000_000_000;

    private final Logger log;
    private final Kind kind;
    private final Resource preferred;
    private final ApiServer server;
    private final Intake intake;
    private final Progress progress;
    private final Contact contact;
    private final Timing timing;
    private final LongPredicate sleep;
    private final RandomGenerator random;

    private Resource resource;
    private @Nullable String position;
    private boolean protobuf;
    private boolean paged;
    private boolean bookmarks;
    private boolean sockets;
    private boolean absent;
    private boolean forbidden;
    private int failures;
    private long expiredAt;
    private volatile boolean closed;
    private volatile @Nullable ResponseStream open;

    /** @param sleep waits the given nanoseconds; false when it is time to stop */
    KindWatch(
            Logger log,
            Kind kind,
            Resource resource,
            ApiServer server,
            Intake intake,
            Progress progress,
            Contact contact,
            Timing timing,
            LongPredicate sleep,
            RandomGenerator random) {
        this.log = log;
        this.kind = kind;
        this.preferred = resource;
        this.resource = resource;
        this.server = server;
        this.intake = intake;
        this.progress = progress;
        this.contact = contact;
        this.timing = timing;
        this.sleep = sleep;
        this.random = random;
        this.protobuf = resource.layout() != null;
        this.expiredAt = server.now() - Duration.ofHours(1).toNanos();
    }

    @Override
    public void run() {
        boolean going = true;
        while (going && !closed) {
            long wait;
            try {
                wait = step();
            } catch (IOException | JacksonException e) {
                wait = failed(e instanceof JacksonException && e.getCause() instanceof IOException io ? io : e);
            } catch (RuntimeException | Error e) {
                // An Error as well: without this thread the answers would stay as they are for ever.
                log.log(Level.ERROR, "A fault in reading " + kind.word() + "; the list is read anew", e);
                position = null;
                wait = failed(e);
            }
            going = wait == 0 || sleep.test(wait);
        }
    }

    /** One list or one watch, to its end; returns the nanoseconds to wait before the next. */
    private long step() throws IOException {
        try {
            if (position != null) {
                watch(resource::watch, position);
            } else if (paged) {
                list();
            } else {
                stream();
            }
            return 0;
        } catch (RefusedException e) {
            if (e.code() == 400 && position != null && !sockets && server.mayBeMock()) {
                sockets = true;
                return 0;
            }
            if (protobuf && e.ofEncoding()) {
                protobuf = false;
                return 0;
            }
            if (e.code() == 404 && Resource.mayBeAbsent(kind)) {
                return elsewhere(e);
            }
            if (e.code() == 403 && Resource.mayBeForbidden(kind)) {
                return forbidden(e);
            }
            throw e;
        } finally {
            intake.flush();
        }
    }

    private long failed(Throwable reason) {
        if (closed) {
            return 0;
        }
        failures++;
        progress.connected(false);
        if (reason instanceof RefusedException refused) {
            if (refused.expired() || refused.ahead()) {
                log.log(Level.INFO, "{0}: {1}; listing anew", kind.word(), reason.getMessage());
                position = null;
                // At once after an outage, but a server that forgets in no time is not asked for lists without end.
                boolean often = server.now() - expiredAt < 2 * timing.maxRetry().toNanos();
                expiredAt = server.now();
                return often ? timing.maxRetry().toNanos() : 0;
            }
            lost(reason);
            long asked = Math.min(refused.retryAfter(), 10) * 1_000_000_000L;
            return Math.max(asked, timing.retryNanos(failures, random.nextDouble()));
        }
        lost(reason);
        return timing.retryNanos(failures, random.nextDouble());
    }

    private void lost(Throwable reason) {
        // A single broken connection is everyday: the first retry mends it.
        if (failures > 1 || progress.lists() == 0) {
            contact.lost(kind, resource, reason, progress.ageNanos());
        }
    }

    /** The API server does not know the kind by this version or group: it may by another. */
    private long elsewhere(RefusedException reason) {
        Resource next = resource.otherwise();
        resource = next == null ? preferred : next;
        position = null;
        return next == null ? absent(reason) : 0;
    }

    /** What policies of the kind there are stays unknown, and no other kind is kept waiting. */
    private long forbidden(RefusedException reason) {
        if (!forbidden) {
            forbidden = true;
            log.log(
                    Level.WARNING,
                    "{0}: {1}. Whether there are any is unknown, and so is what they do, until the verbs list and watch"
                            + " on {2} are granted; asking every {3} s",
                    kind.word(),
                    reason.getMessage(),
                    resource.plural(),
                    timing.absent().toSeconds());
        }
        position = null;
        progress.connected(false);
        return timing.absent().toNanos();
    }

    /** The API server does not know the kind: that is an empty list, until the definition is installed. */
    private long absent(RefusedException reason) {
        if (!absent) {
            absent = true;
            // Most clusters have no policies of this or that engine: no news to anybody.
            log.log(
                    Resource.mayBeForbidden(kind) ? Level.DEBUG : Level.INFO,
                    "{0}: {1}. There are none until the API server has the kind; asking every {2} s",
                    kind.word(),
                    reason.getMessage(),
                    timing.absent().toSeconds());
            intake.listStarted();
            intake.listFinished();
        }
        arrived();
        return timing.absent().toNanos();
    }

    private void arrived() {
        failures = 0;
        progress.connected(true);
        progress.heard();
        contact.found(kind);
    }

    private void stream() throws IOException {
        intake.abandon();
        try {
            watch((none, seconds) -> resource.stream(seconds), "");
        } catch (RefusedException e) {
            // With a store of its own kind or age the server begins the stream and then says it cannot.
            boolean inStream = intake.listing() && !e.expired();
            boolean ofForm = e.ofForm() && !(protobuf && e.ofEncoding());
            if (position != null || !(inStream || ofForm)) {
                throw e;
            }
            log.log(Level.DEBUG, "{0}: {1}; using paged lists", kind.word(), e.getMessage());
            paged = inStream || e.code() == 400 || e.code() == 422;
            list();
        } catch (IOException | JacksonException e) {
            boolean silent = e instanceof HttpTimeoutException || e.getCause() instanceof HttpTimeoutException;
            if (!silent || !intake.listing() || closed) {
                throw e;
            }
            log.log(Level.INFO, "{0}: the API server does not end a streaming list; using paged lists", kind.word());
            paged = true;
            list();
        }
    }

    private void list() throws IOException {
        String token = null;
        boolean first = true;
        String version;
        do {
            // Where nothing was read yet nothing can go back in time: what the server holds will do, and costs its
            // store nothing.
            String target = token == null && progress.lists() == 0 ? resource.held() : resource.page(token);
            try (ResponseStream body = get(target, timing.watchSeconds(), timing.header());
                    Content content = content(body)) {
                if (first) {
                    intake.listStarted();
                    first = false;
                }
                Content.ListPage page = content.page(intake);
                token = page.token();
                version = page.version();
            }
            arrived();
        } while (token != null);
        listed(version);
    }

    private void listed(String version) {
        absent = false;
        forbidden = false;
        intake.listFinished();
        position = version;
    }

    private void watch(Target target, String from) throws IOException {
        int seconds = timing.watchSeconds() + random.nextInt(timing.watchSeconds() + 1);
        boolean initial = position == null;
        Duration life = Duration.ofSeconds(seconds).plus(timing.grace());
        Duration silence = initial ? timing.initial() : bookmarks ? timing.bookmarked() : life;
        try (ResponseStream body = get(target.of(from, seconds), seconds + 60L, silence)) {
            if (initial) {
                intake.listStarted();
            } else {
                progress.connected(true);
                contact.found(kind);
            }
            long start = server.now();
            int events = events(body);
            if (position == null) {
                throw new IOException("the list ended before it was complete");
            }
            if (events == 0 && server.now() - start < SOON) {
                throw new IOException("the watch ended as soon as it began");
            }
            failures = 0;
        }
    }

    /** How a watch is asked for. */
    private interface Target {
        String of(String from, int seconds);
    }

    private int events(ResponseStream body) throws IOException {
        int events = 0;
        try (Content content = content(body)) {
            String type = closed ? null : content.event(intake.object());
            while (type != null) {
                events++;
                take(type, content.cursor(), body);
                type = closed ? null : content.event(intake.object());
            }
        }
        return events;
    }

    private Content content(ResponseStream body) {
        Layout layout = resource.layout();
        return layout != null && body.protobuf() ? new ProtobufContent(body, layout) : new JsonContent(body);
    }

    private void take(String type, Cursor cursor, ResponseStream body) throws IOException {
        ObjectReader object = intake.object();
        switch (type) {
            case "ADDED", "MODIFIED" -> intake.put(cursor);
            case "DELETED" -> intake.remove();
            case "BOOKMARK" -> {
                if (position == null && !object.metadata().initialEventsEnd()) {
                    // Before Kubernetes 1.27 the list is streamed as well, but its end is not told.
                    throw new RefusedException(0, 0, "the API server has no streaming lists");
                }
                if (position == null) {
                    listed(object.metadata().resourceVersion());
                }
                bookmarks = true;
                body.silence(timing.bookmarked());
            }
            case "ERROR" ->
                throw new RefusedException(object.code(), 0, "watch error " + object.code() + ": " + object.message());
            default -> throw new IOException("not a watch event");
        }
        if (position != null && !object.metadata().resourceVersion().isEmpty()) {
            position = object.metadata().resourceVersion();
        }
        arrived();
    }

    private ResponseStream get(String target, long lifetimeSeconds, Duration silence) throws IOException {
        long delay = server.delay();
        if (delay > 0 && !sleep.test(delay)) {
            throw new IOException("closed");
        }
        ResponseStream body = new ResponseStream(intake::pause, silence);
        open = body;
        boolean ready = false;
        try {
            if (closed) {
                throw new IOException("closed");
            }
            if (sockets && target.contains("watch=true")) {
                server.socket(target, body, timing);
            } else {
                server.get(target, protobuf, body, timing, lifetimeSeconds);
            }
            ready = true;
            return body;
        } finally {
            if (!ready) {
                body.close();
            }
        }
    }

    /** Makes {@link #run} return soon. Nothing is reported by it once it has returned. */
    void close() {
        closed = true;
        ResponseStream body = open;
        if (body != null) {
            body.close();
        }
    }
}
