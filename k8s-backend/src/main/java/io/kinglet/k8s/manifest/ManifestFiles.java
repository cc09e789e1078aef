package io.kinglet.k8s.manifest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The files that a list of paths means, and how they look now. Stateless. */
final class ManifestFiles {

    private static final int DEPTH = 32;
    private static final long SIZE_MAX = 64L << 20;

    private ManifestFiles() {}

    /**
     * How the files look: two equal listings of the same paths mean that nothing was edited in between.
     *
     * @param stamps by file; a path that is not there has none
     * @param folders where an edit would show
     */
    record Listing(Map<Path, Stamp> stamps, Set<Path> folders) {}

    /**
     * What changes when a file is written, replaced by a rename, or reached through a link that was swapped.
     *
     * @param key the file's identity where the file system has one, its inode
     */
    record Stamp(long modifiedNanos, long size, @Nullable Object key) {}

    /** Whether a name is one of those read in a folder. */
    static boolean isManifest(Path path) {
        Path name = path.getFileName();
        String text = name == null ? "" : name.toString();
        return !text.startsWith(".") && (text.endsWith(".yaml") || text.endsWith(".yml") || text.endsWith(".json"));
    }

    static Listing list(List<Path> paths, Problems problems) {
        Listing listing = new Listing(new TreeMap<>(), new TreeSet<>());
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                folder(path, new HashSet<>(), listing, problems);
            } else {
                listing.folders().add(parent(path));
                file(path, listing, problems);
            }
        }
        return listing;
    }

    static @Nullable String text(Path file, Problems problems) {
        try {
            if (Files.size(file) > SIZE_MAX) {
                problems.add(Position.of(file.toString()), "is larger than 64 MiB: split it into several files");
                return null;
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            problems.add(Position.of(file.toString()), "is not UTF-8 text: save it as UTF-8");
        } catch (IOException e) {
            problems.add(Position.of(file.toString()), "cannot be read: " + e);
        }
        return null;
    }

    /** Hidden names are left out: editors keep copies under them, and a mounted ConfigMap its versions. */
    private static void folder(Path folder, Set<Path> above, Listing listing, Problems problems) {
        if (above.size() > DEPTH) {
            problems.add(Position.of(folder.toString()), "is nested deeper than " + DEPTH + " folders");
            return;
        }
        try {
            Path real = folder.toRealPath();
            if (!above.add(real)) {
                problems.add(Position.of(folder.toString()), "is a link to a folder that it lies in: remove it");
                return;
            }
            listing.folders().add(folder);
            try {
                entries(folder, above, listing, problems);
            } finally {
                above.remove(real);
            }
        } catch (IOException e) {
            problems.add(Position.of(folder.toString()), "cannot be read: " + e);
        }
    }

    private static void entries(Path folder, Set<Path> above, Listing listing, Problems problems) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (isManifest(entry) && !Files.isDirectory(entry)) {
                    file(entry, listing, problems);
                } else if (Files.isDirectory(entry)
                        && !entry.getFileName().toString().startsWith(".")) {
                    folder(entry, above, listing, problems);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void file(Path file, Listing listing, Problems problems) {
        try {
            BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
            long modified = seen.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            listing.stamps().put(file, new Stamp(modified, seen.size(), seen.fileKey()));
        } catch (IOException e) {
            problems.add(
                    Position.of(file.toString()),
                    Files.exists(file) ? "cannot be read: " + e : "there is no such file or folder");
        }
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }
}
