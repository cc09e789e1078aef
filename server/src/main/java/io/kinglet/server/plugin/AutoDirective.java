package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.pattern.PatternException;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.zonefile.ZoneFolderConfig;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code auto [ZONE...] { directory DIR [REGEXP ORIGIN_TEMPLATE]; reload }}: a zone for each file of a folder.
 *
 * @param origins what is answered at all, whatever zones the folder has
 */
public record AutoDirective(ZoneFolderConfig config, List<DomainName> origins, Position position) implements Part {

    private static final Pattern GROUP = Pattern.compile("\\{([1-9][0-9]{0,4})}");
    private static final TextPattern NAMES = TextPattern.compile("db\\.(.*)");

    public AutoDirective {
        origins = List.copyOf(origins);
    }

    @Override
    public Layer layer(Host host) {
        return host.auto(this);
    }

    @Override
    public boolean passesOverCache() {
        return true;
    }

    static AutoDirective read(DirectiveReader line, BlockScope block) {
        List<DomainName> origins = Zones.rest(line, block.zones());
        Reading reading = new Reading();
        line.body(Map.of(
                "directory", it -> reading.directory(it, block),
                "reload", it -> reading.reload = FileDirective.interval(it)));
        line.end();
        Path folder = reading.folder;
        if (folder == null) {
            throw line.error("`auto` lacks `directory DIR` in braces: the folder whose files are zones");
        }
        Path root = block.root() != null ? block.root() : folder;
        return new AutoDirective(
                new ZoneFolderConfig(folder, root, reading.names, reading.origin, reading.reload),
                origins,
                line.position());
    }

    /** One reading of one directive. */
    private static final class Reading {

        private @Nullable Path folder;
        private TextPattern names = NAMES;
        private String origin = "${1}";
        private Duration reload = FileDirective.RELOAD;

        void directory(DirectiveReader line, BlockScope block) {
            Path path = FileDirective.path(line, block, "the folder");
            folder = path;
            if (!Files.isDirectory(path)) {
                block.warn(line.position(), "this machine has no folder `" + path + "` now");
            }
            if (line.hasNext()) {
                Token token = line.next("a regular expression");
                names = pattern(line, token);
                Token written = line.next("the origin that the name of a file stands for, such as `{1}`");
                warnOfAbsentGroups(written, block);
                // {1} is the peer's way to write ${1}.
                origin = written.text().replace("{", "${");
            }
        }

        /** What stands for a group that is not there is nothing, in the peer too, so files are zones of another name than meant. */
        private void warnOfAbsentGroups(Token written, BlockScope block) {
            Matcher references = GROUP.matcher(written.text());
            while (references.find()) {
                int group = Integer.parseInt(references.group(1));
                if (group > names.groups()) {
                    block.warn(
                            Places.within(written, references.start()),
                            "`{" + group + "}` of `auto` stands for nothing: `" + names.text() + "` has "
                                    + names.groups() + (names.groups() == 1 ? " group" : " groups"));
                }
            }
        }

        private static TextPattern pattern(DirectiveReader line, Token token) {
            try {
                TextPattern pattern = TextPattern.compile(token.text());
                if (pattern.groups() == 0) {
                    throw line.expected(token, "a regular expression with a group, such as `db\\.(.*)`");
                }
                return pattern;
            } catch (PatternException e) {
                throw line.error(token, "no regular expression: " + e.getMessage());
            }
        }
    }
}
