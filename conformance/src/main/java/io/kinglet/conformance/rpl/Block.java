package io.kinglet.conformance.rpl;

import java.util.ArrayList;
import java.util.List;

/**
 * A line that begins in the first column, and the indented lines below it.
 *
 * @param line the number of the first line, from 1
 * @param words the first line, split at white space
 * @param body the lines below, their common indent taken off
 */
record Block(int line, List<String> words, List<String> body) {

    /** The body as one text, each line ended. */
    String text() {
        return body.isEmpty() ? "" : String.join("\n", body) + "\n";
    }

    /** The words from {@code first} on. */
    List<String> rest(int first) {
        return words.subList(Math.min(first, words.size()), words.size());
    }

    /** Splits a file; comments in the first column (but for the header, which is not in {@code lines}) are left out. */
    static List<Block> split(List<String> lines, int firstLine) {
        List<Block> blocks = new ArrayList<>();
        List<String> body = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith(";")) {
                continue;
            }
            if (line.isBlank() || Character.isWhitespace(line.charAt(0))) {
                body.add(line);
                continue;
            }
            close(blocks, body);
            blocks.add(new Block(firstLine + i, List.of(line.strip().split("\\s+")), List.of()));
        }
        close(blocks, body);
        return blocks;
    }

    private static void close(List<Block> blocks, List<String> body) {
        while (!body.isEmpty() && body.get(body.size() - 1).isBlank()) {
            body.remove(body.size() - 1);
        }
        if (!body.isEmpty() && !blocks.isEmpty()) {
            Block open = blocks.remove(blocks.size() - 1);
            blocks.add(new Block(open.line, open.words, withoutIndent(body)));
        }
        body.clear();
    }

    private static List<String> withoutIndent(List<String> body) {
        int indent = body.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return body.stream()
                .map(line -> line.isBlank() ? "" : line.substring(indent))
                .toList();
    }
}
