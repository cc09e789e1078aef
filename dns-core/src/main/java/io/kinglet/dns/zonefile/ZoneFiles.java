package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Looks;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.dns.zone.LoadedZone;
import io.kinglet.dns.zone.ZoneSet;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The zones of some files, read when this is made and looked at again from time to time. Looks run where the scheduler runs its
 * tasks, which must not be an event loop.
 */
public final class ZoneFiles implements AutoCloseable {

    private final ZoneSet zones;
    private final List<Looks> looks = new ArrayList<>();

    /**
     * Reads every file that is there.
     *
     * @param maker makes a zone of an apex, without a version
     * @param failed called, on the reading thread, for each look that found no sound file
     * @throws ZoneFileException for a file that is broken, or is not there and would not be looked for again
     */
    public ZoneFiles(
            List<ZoneFileConfig> configs,
            Function<DomainName, LoadedZone> maker,
            ZoneFileReader reader,
            Scheduler slow,
            Runnable failed)
            throws ZoneFileException {
        List<LoadedZone> all = new ArrayList<>();
        zones = new ZoneSet(List.of());
        for (ZoneFileConfig config : configs) {
            List<ZoneSource> sources = new ArrayList<>();
            for (DomainName apex : config.zones()) {
                // Of two files for a zone the last one counts, as it does for the peer.
                all.removeIf(zone -> zone.apex().equals(apex));
                LoadedZone zone = maker.apply(apex);
                all.add(zone);
                ZoneSource source =
                        new ZoneSource(zone, config.file(), config.root(), reader, zones::published, failed);
                sources.add(source);
                load(source, config);
            }
            looks.add(
                    new Looks(() -> sources.forEach(source -> source.refresh(config.byTime())), config.reload(), slow));
        }
        zones.become(all);
    }

    private static void load(ZoneSource source, ZoneFileConfig config) throws ZoneFileException {
        if (!config.reload().isZero() && Files.notExists(config.file())) {
            source.fail(config.file() + ": there is no such file, it is looked for again");
        } else {
            source.load();
        }
    }

    public ZoneSet zones() {
        return zones;
    }

    /** Begins to look. */
    public void start() {
        looks.forEach(Looks::start);
    }

    /** Looks no more; what was read stays. */
    @Override
    public void close() {
        looks.forEach(Looks::close);
    }
}
