package io.kinglet.server.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a file looks like from outside: another stamp, other content.
 *
 * @param key which file it is, where the file system says so: a link may come to point at another one of the same age and size
 */
record FileStamp(Instant modified, long size, @Nullable Object key) {

    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(now.lastModifiedTime().toInstant(), now.size(), now.fileKey());
    }
}
