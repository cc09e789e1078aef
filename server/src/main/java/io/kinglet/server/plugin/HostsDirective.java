package io.kinglet.server.plugin;

import io.kinglet.dns.hosts.HostsConfig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.corefile.Words;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code hosts [FILE [ZONE...]] { ADDRESS NAME...; ttl; no_reverse; reload; fallthrough; fallthrough_unsupported }}: names of a file
 * and of the Corefile.
 *
 * @param file read when the chain is built, and again when it has changed
 * @param lines those of the Corefile, which count as the end of the file
 * @param reload how often the file is looked at; zero for never
 */
public record HostsDirective(HostsConfig config, Path file, List<Line> lines, Duration reload) implements Part {

    private static final Path FILE = Path.of("/etc/hosts");
    private static final Duration RELOAD = Duration.ofSeconds(5);
    private static final Duration LEAST_RELOAD = Duration.ofMillis(100);
    private static final int LONGEST_TTL = 65_535;

    /** A line of the Corefile. */
    public record Line(IpAddress address, List<DomainName> names) {
        public Line {
            names = List.copyOf(names);
        }
    }

    public HostsDirective {
        lines = List.copyOf(lines);
    }

    @Override
    public Layer layer(Host host) {
        return host.hosts(this);
    }

    @Override
    public boolean passesOverCache() {
        return true;
    }

    static HostsDirective read(DirectiveReader line, BlockScope block) {
        return new Reading(block).read(line);
    }

    /** One reading of one directive. */
    private static final class Reading {

        private final BlockScope block;
        private final List<Line> lines = new ArrayList<>();
        private int ttl = HostsConfig.TTL;
        private boolean pointers = true;
        private Duration reload = RELOAD;
        private List<DomainName> fallthrough = List.of();
        private @Nullable Position unsupported;

        private final Map<String, Consumer<DirectiveReader>> options = Map.of(
                "ttl", it -> ttl = it.integer("the TTL in seconds", 1, LONGEST_TTL),
                "no_reverse", it -> pointers = !it.flag(),
                "reload", it -> reload = interval(it),
                "fallthrough", it -> fallthrough = Zones.rest(it, List.of(DomainName.ROOT)),
                "fallthrough_unsupported", this::unsupported);

        Reading(BlockScope block) {
            this.block = block;
        }

        HostsDirective read(DirectiveReader line) {
            Path file = line.hasNext() ? file(line, line.next("the file")) : FILE;
            List<DomainName> zones = Zones.rest(line, block.zones());
            for (DirectiveReader each : line.body()) {
                Consumer<DirectiveReader> option = options.get(each.name());
                if (option == null) {
                    host(each);
                } else {
                    option.accept(each);
                }
                each.end();
            }
            line.end();
            if (unsupported != null && fallthrough.isEmpty()) {
                throw new CorefileException(
                        unsupported, "`fallthrough_unsupported` of `hosts` needs `fallthrough`, whose zones it shares");
            }
            return new HostsDirective(
                    new HostsConfig(zones, ttl, pointers, fallthrough, unsupported != null), file, lines, reload);
        }

        private void unsupported(DirectiveReader line) {
            line.end();
            unsupported = line.position();
        }

        private static Duration interval(DirectiveReader line) {
            Token token = line.peek();
            Duration interval = line.duration("the interval");
            if (token != null && !interval.isZero() && interval.compareTo(LEAST_RELOAD) < 0) {
                throw line.expected(token, "an interval of 100ms or more, or `0` for never");
            }
            return interval;
        }

        private Path file(DirectiveReader line, Token token) {
            try {
                Path file = block.path(token.text());
                if (!Files.isRegularFile(file)) {
                    // It may be there later: a volume that is not mounted yet.
                    block.warn(token.position(), "this machine has no file `" + file + "` now");
                }
                return file;
            } catch (InvalidPathException e) {
                throw line.expected(token, "the path of a file");
            }
        }

        /** {@code ADDRESS NAME...}; what begins otherwise is no option either. */
        private void host(DirectiveReader line) {
            IpAddress address = address(line.name());
            List<Token> names = line.rest();
            if (address == null) {
                if (!fallthrough.isEmpty()) {
                    throw line.unknown(options.keySet());
                }
                // The peer passes over it without a word, so there are Corefiles that have such lines.
                block.warn(
                        line.position(),
                        Words.quote(line.name())
                                + " of `hosts` has no effect: it is neither an address with names nor one "
                                + "of "
                                + Words.list(options.keySet().stream().sorted().toList())
                                + Words.didYouMean(line.name(), options.keySet()));
                return;
            }
            List<DomainName> parsed = new ArrayList<>();
            for (Token name : names) {
                try {
                    parsed.add(DomainName.parse(name.text()));
                } catch (NameSyntaxException e) {
                    throw line.error(name, String.valueOf(e.getMessage()));
                }
            }
            lines.add(new Line(address, parsed));
        }

        private static @Nullable IpAddress address(String text) {
            int zone = text.indexOf('%');
            return IpAddress.parse(zone < 0 ? text : text.substring(0, zone));
        }
    }
}
