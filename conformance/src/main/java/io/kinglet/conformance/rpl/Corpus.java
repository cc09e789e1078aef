package io.kinglet.conformance.rpl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The case files below one folder. Immutable; reads anew on every call. */
public final class Corpus {

    private final Path root;
    private final Map<String, String> names;

    /**
     * @param root the folder that holds {@code cases}, {@code clusters} and {@code corefiles}
     * @param names what <code>${NAME}</code> stands for in every case
     */
    public Corpus(Path root, Map<String, String> names) {
        this.root = root;
        this.names = Map.copyOf(names);
    }

    /**
     * Every case, sorted by id.
     *
     * @throws CaseSyntaxException for the first file that is no case
     */
    public List<Case> cases() {
        Path folder = root.resolve("cases");
        CaseReader reader = new CaseReader(this::text, names);
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".rpl"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .map(name -> reader.read(name.substring(0, name.length() - ".rpl".length()), text("cases/" + name)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
