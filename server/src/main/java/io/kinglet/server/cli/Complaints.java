package io.kinglet.server.cli;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.FileReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Warning;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Mistakes as a person reads them: the place, what is wrong, the line, and a caret below the word. */
final class Complaints {

    private static final int LONGEST_LINE = 200;

    private final String name;
    private final String text;
    private final FileReader files;

    /**
     * @param name that {@code text} has in positions; other names are files, imported ones
     */
    Complaints(String name, String text, FileReader files) {
        this.name = name;
        this.text = text;
        this.files = files;
    }

    String of(CorefileException mistake) {
        return mistake.getMessage() + excerpt(mistake.position());
    }

    String of(Warning warning) {
        return warning.position() + ": warning: " + warning.message() + excerpt(warning.position());
    }

    /** The outcome of a check: every mistake, every warning, and how many there are. */
    void print(PrintWriter out, List<CorefileException> mistakes, List<Warning> warnings) {
        mistakes.forEach(it -> out.println(of(it)));
        warnings.forEach(it -> out.println(of(it)));
        out.println(name + ": " + count(mistakes.size(), "mistake") + ", " + count(warnings.size(), "warning"));
    }

    private static String count(int number, String what) {
        return (number == 0 ? "no" : String.valueOf(number)) + " " + what + (number == 1 ? "" : "s");
    }

    private String excerpt(Position position) {
        String line = line(position);
        if (line.isBlank() || line.length() > LONGEST_LINE || position.column() > line.length() + 1) {
            return "";
        }
        StringBuilder caret = new StringBuilder();
        for (int i = 0; i < position.column() - 1; i++) {
            // A tab stays a tab, so that the caret stands right whatever a tab's width.
            caret.append(line.charAt(i) == '\t' ? '\t' : ' ');
        }
        return System.lineSeparator() + "    " + line + System.lineSeparator() + "    " + caret + "^";
    }

    private String line(Position position) {
        String whole = text;
        if (!position.file().equals(name)) {
            try {
                whole = files.read(Path.of(position.file()));
            } catch (IOException | InvalidPathException e) {
                return "";
            }
        }
        List<String> lines = whole.lines().toList();
        return position.line() <= lines.size() ? lines.get(position.line() - 1) : "";
    }
}
