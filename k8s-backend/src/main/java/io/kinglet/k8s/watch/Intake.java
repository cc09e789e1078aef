package io.kinglet.k8s.watch;

import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;

/** Turns what was read of one kind into changes, and keeps count of each list. Confined to one thread. */
final class Intake {

    private static final long WORTH_A_WARNING = 20;

    private final Logger log;
    private final Kind kind;
    private final Batch batch;
    private final Malformed malformed;
    private final Progress progress;
    private final Freshness freshness;
    private final ObjectReader object;
    private boolean listing;
    private long seen;
    private long before;

    /**
     * @param scope how much of an object is asked for
     * @param clock tells when a policy that has changed arrived
     */
    Intake(
            Logger log,
            Kind kind,
            ClusterScope scope,
            InstantSource clock,
            Batch batch,
            Malformed malformed,
            Progress progress) {
        this.log = log;
        this.kind = kind;
        this.batch = batch;
        this.malformed = malformed;
        this.progress = progress;
        this.freshness = new Freshness(clock);
        this.object = new ObjectReader(kind, scope, freshness);
    }

    ObjectReader object() {
        return object;
    }

    /** Whether a list has begun and is not complete. */
    boolean listing() {
        return listing;
    }

    /** Forgets that a list was begun; the sink keeps what it has until one is complete. */
    void abandon() {
        listing = false;
    }

    void listStarted() {
        listing = true;
        seen = 0;
        freshness.listStarted();
        batch.add(new Change.ListStarted(kind));
    }

    /**
     * The list is complete. One that brings less than half of the list before is applied as well, with a warning: it may be a
     * restored store or lost permissions, but a name server cannot know that the objects were not deleted.
     */
    void listFinished() {
        listing = false;
        freshness.listFinished();
        batch.add(new Change.ListFinished(kind));
        batch.flush();
        if (before >= WORTH_A_WARNING && seen < before / 2) {
            log.log(
                    Level.WARNING,
                    "{0}: a new list has {1} objects, the one before had {2}. The names of the missing ones are"
                            + " gone; if that is no deletion, look at the API server''s store and permissions.",
                    kind.word(),
                    seen,
                    before);
        }
        before = seen;
        progress.listed();
        progress.heard();
    }

    /** Puts the object just read, or leaves it out and says why. */
    void put(Cursor cursor) {
        ClusterObject built = object.build(cursor);
        String defect = cursor.remarks().defect();
        String flaw = cursor.remarks().flaw();
        seen++;
        if (defect != null) {
            malformed.report(object.metadata(), defect, false);
        } else if (flaw != null) {
            malformed.report(object.metadata(), flaw, true);
        }
        if (built != null) {
            batch.add(new Change.Put(built));
        }
    }

    /** Removes the object just read; only its name matters. */
    void remove() {
        Metadata metadata = object.metadata();
        freshness.removed(metadata);
        if (!metadata.name().isEmpty()) {
            batch.add(new Change.Remove(kind, metadata.namespace(), metadata.name()));
        }
    }

    /** Reports what has been collected, unless a list is under way: then batches are full ones. */
    void pause() {
        if (!listing) {
            batch.flush();
        }
    }

    /** Reports all that has been collected. */
    void flush() {
        batch.flush();
    }
}
