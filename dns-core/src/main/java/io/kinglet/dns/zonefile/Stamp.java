package io.kinglet.dns.zonefile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the files of a zone look like from outside: another stamp, maybe other content. */
record Stamp(List<One> files) {

    /**
     * @param key which file it is, where the file system says so: a link may come to point at another one of the same age
     */
    private record One(
            Path path,
            @Nullable FileTime modified,
            long size,
            @Nullable Object key) {

        static One of(Path path) {
            try {
                BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
                return new One(path, now.lastModifiedTime(), now.size(), now.fileKey());
            } catch (IOException e) {
                return new One(path, null, -1, null);
            }
        }
    }

    /** Of these files now; one that is not there has a stamp too. */
    static Stamp of(List<Path> paths) {
        List<One> files = new ArrayList<>();
        paths.forEach(path -> files.add(One.of(path)));
        return new Stamp(files);
    }
}
