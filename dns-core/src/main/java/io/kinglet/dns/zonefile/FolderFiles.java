package io.kinglet.dns.zonefile;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** The files in a folder and below, in the order of their paths. Confined to one walk. */
final class FolderFiles extends SimpleFileVisitor<Path> {

    private static final int DEEPEST = 16;
    private static final int MOST = 100_000;

    private final Path top;
    private final List<Path> files = new ArrayList<>();

    private FolderFiles(Path top) {
        this.top = top;
    }

    /**
     * Links to files count as files; links to folders are not followed, but the folder itself may be one. Folders whose name begins
     * with two dots are how Kubernetes keeps versions of a volume, whose files are linked beside them.
     *
     * @throws IOException if the folder cannot be read, or has more than 100,000 files
     */
    static List<Path> below(Path folder) throws IOException {
        FolderFiles walk = new FolderFiles(folder.toRealPath());
        Files.walkFileTree(walk.top, EnumSet.noneOf(java.nio.file.FileVisitOption.class), DEEPEST, walk);
        walk.files.sort(null);
        return walk.files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean version =
                !folder.equals(top) && String.valueOf(folder.getFileName()).startsWith("..");
        return version ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile() || attributes.isSymbolicLink() && Files.isRegularFile(file)) {
            if (files.size() == MOST) {
                throw new IOException("it holds more than " + MOST + " files");
            }
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    /** What cannot be read is as if it were not there. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (file.equals(top)) {
            throw e;
        }
        return FileVisitResult.CONTINUE;
    }
}
