package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Position;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The search list of a file in the form of resolv.conf(5): the last line that begins with {@code search} or {@code domain}. Stateless. */
public final class SearchLines {

    /** As many as the kubelet writes. */
    private static final int MOST_ELEMENTS = 32;

    private static final Path OF_THIS_MACHINE = Path.of("/etc/resolv.conf");

    private SearchLines() {}

    /**
     * The elements in order, without the root; what is no name is left out.
     *
     * @param position where the file is named
     * @throws CorefileException if the file cannot be read
     */
    public static List<DomainName> read(Path file, Position position) {
        try {
            return elements(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new CorefileException(
                    position,
                    "the file `" + file + "` cannot be read (" + e.getClass().getSimpleName()
                            + "); name one with a `search` line, or `@kubernetes`");
        }
    }

    /** That of this machine, which is its node's where it resolves names as the node does; empty where there is none. */
    public static List<DomainName> ofThisMachine() {
        try {
            return elements(Files.readString(OF_THIS_MACHINE, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The elements in the text of such a file. */
    static List<DomainName> elements(String text) {
        List<DomainName> elements = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            List<String> words = Arrays.asList(line.strip().split("[ \t]+", -1));
            if (words.get(0).equals("search") || words.get(0).equals("domain") && words.size() > 1) {
                elements.clear();
                words.stream().skip(1).forEach(it -> add(it, elements));
            }
        }
        return List.copyOf(elements);
    }

    private static void add(String word, List<DomainName> elements) {
        try {
            DomainName name = DomainName.parse(word);
            if (name.length() > 1 && !elements.contains(name) && elements.size() < MOST_ELEMENTS) {
                elements.add(name);
            }
        } catch (NameSyntaxException e) {
            // Stub resolvers make no name of it either.
        }
    }
}
