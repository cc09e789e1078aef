package io.kinglet.server.corefile;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files that exist only as text in a map. Immutable. */
final class MemoryFiles implements FileReader {
    private final TreeMap<Path, String> files = new TreeMap<>();

    MemoryFiles(Map<String, String> files) {
        files.forEach((name, text) -> this.files.put(Path.of(name).normalize(), text));
    }

    @Override
    public String read(Path file) throws NoSuchFileException {
        String text = files.get(file.normalize());
        if (text == null) {
            throw new NoSuchFileException(file.toString());
        }
        return text;
    }

    @Override
    public List<Path> match(Path pattern) {
        return files.keySet().stream()
                .filter(file -> matches(pattern.normalize(), file))
                .toList();
    }

    private static boolean matches(Path pattern, Path file) {
        if (pattern.isAbsolute() != file.isAbsolute() || pattern.getNameCount() != file.getNameCount()) {
            return false;
        }
        for (int i = 0; i < pattern.getNameCount(); i++) {
            if (!Wildcard.matches(pattern.getName(i).toString(), file.getName(i).toString())) {
                return false;
            }
        }
        return true;
    }
}
