package io.kinglet.dns.zonefile;

import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.StaticZone;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one zone as its file says. A file that is broken leaves the last good version; it is complained of once, until it is broken
 * otherwise. Confined to one thread at a time.
 */
final class ZoneSource {

    private static final System.Logger LOG = System.getLogger(ZoneSource.class.getName());

    private final LoadedZone zone;
    private final ZoneFileReader reader;
    private final Consumer<LoadedZone> published;
    private final Runnable failed;
    private final Path root;
    private Path file;
    private @Nullable Stamp stamp;
    private List<Path> parts;
    private String complaint = "";

    /**
     * @param published told of each new version
     * @param failed called for each look that found no sound file
     */
    ZoneSource(
            LoadedZone zone,
            Path file,
            Path root,
            ZoneFileReader reader,
            Consumer<LoadedZone> published,
            Runnable failed) {
        this.zone = zone;
        this.file = file;
        this.root = root;
        this.reader = reader;
        this.published = published;
        this.failed = failed;
        parts = List.of(file);
    }

    LoadedZone zone() {
        return zone;
    }

    /** Reads the zone from another file from now on. */
    void become(Path other) {
        if (!file.equals(other)) {
            file = other;
            parts = List.of(other);
            stamp = null;
        }
    }

    /** Reads the file for the first time. */
    void load() throws ZoneFileException {
        Stamp before = Stamp.of(parts);
        ZoneFile read = reader.read(file, zone.apex(), root);
        take(read, before);
    }

    /**
     * Looks whether the file has changed, and if so serves what it says now.
     *
     * @param byTime whether that is so whatever its serial is
     */
    void refresh(boolean byTime) {
        Stamp now = Stamp.of(parts);
        if (now.equals(stamp)) {
            return;
        }
        try {
            ZoneFile read = reader.read(file, zone.apex(), root);
            StaticZone old = zone.current();
            complaint = "";
            if (!byTime && old != null && old.serial() == read.zone().serial()) {
                note(read, now);
            } else {
                take(read, now);
            }
        } catch (ZoneFileException e) {
            stamp = now;
            fail(String.valueOf(e.getMessage()));
        }
    }

    /** Complains, unless it did so of the same. */
    void fail(String problem) {
        failed.run();
        if (!complaint.equals(problem)) {
            complaint = problem;
            LOG.log(
                    Level.ERROR,
                    "{0}: zone {1} {2}",
                    problem,
                    zone.apex(),
                    zone.current() == null ? "has nothing to answer with" : "stays as it was");
        }
    }

    private void take(ZoneFile read, Stamp before) {
        note(read, before);
        read.warnings().forEach(warning -> LOG.log(Level.WARNING, "{0}; left out", warning));
        zone.publish(read.zone());
        LOG.log(
                Level.INFO,
                "zone {0} is served with serial {1} from {2}",
                zone.apex(),
                Integer.toUnsignedString(read.zone().serial()),
                file);
        published.accept(zone);
    }

    /** What was read was not older than {@code before}; if its parts are others, the next look tells. */
    private void note(ZoneFile read, Stamp before) {
        boolean same = parts.equals(read.files());
        parts = read.files();
        stamp = same ? before : Stamp.of(parts);
    }
}
