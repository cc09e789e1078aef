package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.ServerKey;
import io.kinglet.server.corefile.Warning;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a directive may know of the block around it.
 *
 * @param root where paths that do not begin at the top begin; null for where the process runs
 * @param warnings takes what is legal but probably not meant
 */
record BlockScope(List<ServerKey> keys, @Nullable Path root, Consumer<Warning> warnings) {

    /** The zones of the block: what a directive without zones of its own is about. */
    List<DomainName> zones() {
        return keys.stream().map(key -> DomainName.parse(key.zone())).distinct().toList();
    }

    /** The same block below {@code folder}. */
    BlockScope under(Path folder) {
        return new BlockScope(keys, folder, warnings);
    }

    /**
     * The path of a file that a directive names.
     *
     * @throws java.nio.file.InvalidPathException if it is none on this machine
     */
    Path path(String text) {
        return root == null ? Path.of(text) : root.resolve(text);
    }

    void warn(Position position, String message) {
        warnings.accept(new Warning(position, message));
    }
}
