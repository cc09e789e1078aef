package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.dns.pattern.TextMatch;
import io.kinglet.dns.resolver.Looks;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.ZoneSet;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The zones of a folder: one for each file whose name fits, as long as the file is there. Read when this is made and looked at again
 * from time to time, where the scheduler runs its tasks; that must not be an event loop.
 */
public final class ZoneFolder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ZoneFolder.class.getName());
    private static final int MOST_COMPLAINTS = 1000;

    private final ZoneFolderConfig config;
    private final Function<DomainName, LoadedZone> maker;
    private final ZoneFileReader reader;
    private final Runnable failed;
    private final ZoneSet zones = new ZoneSet(List.of());
    private final Map<DomainName, ZoneSource> sources = new HashMap<>();
    private final Set<String> complaints = new HashSet<>();
    private final Looks looks;

    /**
     * @param maker makes a zone of an apex, without a version
     * @param failed called, on the reading thread, for each look at a file that found it broken
     */
    public ZoneFolder(
            ZoneFolderConfig config,
            Function<DomainName, LoadedZone> maker,
            ZoneFileReader reader,
            Scheduler slow,
            Runnable failed) {
        this.config = config;
        this.maker = maker;
        this.reader = reader;
        this.failed = failed;
        looks = new Looks(this::look, config.reload(), slow);
        look();
    }

    public ZoneSet zones() {
        return zones;
    }

    /** Begins to look. */
    public void start() {
        looks.start();
    }

    /** Looks no more; what was read stays. */
    @Override
    public void close() {
        looks.close();
    }

    private void look() {
        Map<DomainName, Path> found;
        try {
            found = files();
        } catch (IOException e) {
            // A folder that cannot be read for a moment must not take its zones away.
            failed.run();
            complain(config.folder() + ": the folder cannot be read: " + e.getMessage());
            return;
        }
        found.forEach((apex, file) -> {
            ZoneSource source = sources.computeIfAbsent(
                    apex,
                    it -> new ZoneSource(maker.apply(apex), file, config.root(), reader, this::published, failed));
            source.become(file);
            source.refresh(false);
        });
        sources.keySet().removeIf(apex -> {
            boolean gone = !found.containsKey(apex);
            if (gone) {
                LOG.log(Level.INFO, "zone {0} is served no more, its file is gone", apex);
            }
            return gone;
        });
        serve();
    }

    /** Watchers ask for the zone by its name, so it must be there before they hear of it. */
    private void published(LoadedZone zone) {
        serve();
        zones.published(zone);
    }

    private void serve() {
        List<LoadedZone> loaded = new ArrayList<>();
        sources.values().forEach(source -> {
            if (source.zone().current() != null) {
                loaded.add(source.zone());
            }
        });
        if (!Set.copyOf(loaded).equals(Set.copyOf(zones.zones()))) {
            zones.become(loaded);
        }
    }

    private Map<DomainName, Path> files() throws IOException {
        Map<DomainName, Path> found = new LinkedHashMap<>();
        for (Path file : FolderFiles.below(config.folder())) {
            TextMatch match = config.names().find(String.valueOf(file.getFileName()));
            if (match == null) {
                continue;
            }
            String origin = match.expand(config.origin());
            try {
                Path first = found.putIfAbsent(DomainName.parse(origin), file);
                if (first != null) {
                    complain(file + ": zone " + origin + " is read from " + first + " already");
                }
            } catch (NameSyntaxException e) {
                complain(file + ": `" + origin + "` is no name of a zone: " + e.getMessage());
            }
        }
        return found;
    }

    /** Once for each problem. */
    private void complain(String problem) {
        if (complaints.size() < MOST_COMPLAINTS && complaints.add(problem)) {
            LOG.log(Level.WARNING, problem);
        }
    }
}
