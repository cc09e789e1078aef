package io.kinglet.conformance.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of one dig reply ({@code +comments +question +answer +authority +additional}). */
final class DigText {

    private static final Pattern HEADER = Pattern.compile("->>HEADER<<- opcode: (\\S+), status: (\\S+), id: \\d+");
    private static final Pattern FLAGS = Pattern.compile(";; flags:([^;]*);");
    private static final Pattern EDNS = Pattern.compile("; EDNS: version: \\d+, flags:([^;]*);.* udp: (\\d+)");
    private static final Pattern SECTION = Pattern.compile(";; (\\w+) SECTION:");

    private DigText() {}

    /** @throws IOException when there is no reply in the text */
    static Reply read(String text) throws IOException {
        Matcher header = HEADER.matcher(text);
        Matcher flags = FLAGS.matcher(text);
        if (!header.find() || !flags.find()) {
            throw new IOException("dig printed no reply: " + text.strip());
        }
        Matcher edns = EDNS.matcher(text);
        boolean hasEdns = edns.find();
        return new Reply(
                header.group(1),
                header.group(2),
                words(flags.group(1)),
                questions(text),
                records(text, "ANSWER"),
                records(text, "AUTHORITY"),
                records(text, "ADDITIONAL"),
                hasEdns ? Integer.parseInt(edns.group(2)) : -1,
                hasEdns && words(edns.group(1)).contains("do"));
    }

    private static Set<String> words(String text) {
        return text.isBlank() ? Set.of() : Set.of(text.strip().split("\\s+"));
    }

    private static List<String> questions(String text) {
        List<String> questions = new ArrayList<>();
        for (String line : section(text, "QUESTION")) {
            questions.add(line.substring(1).strip().replaceAll("\\s+", " "));
        }
        return questions;
    }

    private static List<RecordText> records(String text, String section) {
        List<RecordText> records = new ArrayList<>();
        for (String line : section(text, section)) {
            if (!line.startsWith(";")) {
                records.add(RecordText.parse(line));
            }
        }
        return records;
    }

    private static List<String> section(String text, String name) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : text.split("\n")) {
            Matcher heading = SECTION.matcher(line);
            if (heading.find()) {
                inside = heading.group(1).equals(name);
            } else if (line.isBlank()) {
                inside = false;
            } else if (inside) {
                lines.add(line);
            }
        }
        return lines;
    }
}
