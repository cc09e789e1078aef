package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.zonefile.ZoneFileConfig;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code file DBFILE [ZONE...] { reload; reload_by_mtime; fallthrough }}: zones of master files.
 *
 * @param files of all directives of the block: a name belongs to the longest zone of them all
 * @param fallthrough zones in which a name without records is left to the next layer
 */
public record FileDirective(List<ZoneFileConfig> files, List<DomainName> fallthrough, Position position)
        implements Part {

    static final Duration RELOAD = Duration.ofMinutes(1);

    public FileDirective {
        files = List.copyOf(files);
        fallthrough = List.copyOf(fallthrough);
    }

    @Override
    public Layer layer(Host host) {
        return host.file(this);
    }

    @Override
    public boolean passesOverCache() {
        return true;
    }

    @Override
    public @Nullable Part joined(Part later) {
        if (!(later instanceof FileDirective other)) {
            return null;
        }
        List<ZoneFileConfig> all = new ArrayList<>(files);
        all.addAll(other.files);
        return new FileDirective(all, other.fallthrough.isEmpty() ? fallthrough : other.fallthrough, position);
    }

    static FileDirective read(DirectiveReader line, BlockScope block) {
        Path file = path(line, block, "the zone file");
        List<DomainName> zones = Zones.rest(line, block.zones());
        Duration[] reload = {RELOAD};
        boolean[] byTime = new boolean[1];
        List<DomainName> fallthrough = new ArrayList<>();
        line.body(Map.of(
                "reload", it -> reload[0] = interval(it),
                "reload_by_mtime", it -> byTime[0] = it.flag(),
                "fallthrough",
                        it -> {
                            fallthrough.clear();
                            fallthrough.addAll(Zones.rest(it, List.of(DomainName.ROOT)));
                        }));
        line.end();
        if (Files.notExists(file) && !reload[0].isZero()) {
            // It may be there later: a volume that is not mounted yet.
            block.warn(
                    line.position(),
                    "this machine has no file `" + file + "` now; its zones are SERVFAIL until it has");
        }
        return new FileDirective(
                List.of(new ZoneFileConfig(file, root(file, block), zones, reload[0], byTime[0])),
                fallthrough,
                line.position());
    }

    /** What {@code $INCLUDE} may reach: what {@code root} names, otherwise the folder of the file. */
    static Path root(Path file, BlockScope block) {
        Path folder = block.root() != null ? block.root() : file.getParent();
        return folder == null ? Path.of("") : folder;
    }

    static Path path(DirectiveReader line, BlockScope block, String what) {
        Token token = line.next(what);
        try {
            return block.path(token.text());
        } catch (InvalidPathException e) {
            throw line.expected(token, "the path of " + what.replace("the ", "a "));
        }
    }

    /** Zero for never. */
    static Duration interval(DirectiveReader line) {
        Token token = line.peek();
        Duration interval = line.duration("the interval");
        if (token != null && !interval.isZero() && interval.compareTo(Duration.ofMillis(100)) < 0) {
            throw line.expected(token, "an interval of 100ms or more, or `0` for never");
        }
        return interval;
    }
}
