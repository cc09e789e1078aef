package io.kinglet.server.corefile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files of the disk. Immutable. */
final class DiskFiles implements FileReader {
    /** The largest file read: sixteen times the largest ConfigMap. */
    static final int MAX_BYTES = 16 << 20;

    @Override
    public String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a directory");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_BYTES + 1);
            if (octets.length > MAX_BYTES) {
                throw new FileSystemException(file.toString(), null, "is larger than " + MAX_BYTES + " bytes");
            }
            return new String(octets, StandardCharsets.UTF_8);
        }
    }

    @Override
    public List<Path> match(Path pattern) throws IOException {
        Path root = pattern.getRoot();
        List<Path> found = List.of(root == null ? Path.of("") : root);
        for (Path component : pattern) {
            List<Path> deeper = new ArrayList<>();
            for (Path directory : found) {
                addMatches(directory, component.toString(), deeper);
            }
            found = deeper;
        }
        return found.stream().filter(Files::isRegularFile).sorted().toList();
    }

    private static void addMatches(Path directory, String component, List<Path> target) throws IOException {
        if (!Wildcard.isPattern(component)) {
            target.add(directory.resolve(component));
        } else if (Files.isDirectory(directory)) {
            try (Stream<Path> children = Files.list(directory)) {
                children.filter(child ->
                                Wildcard.matches(component, child.getFileName().toString()))
                        .forEach(target::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }
}
