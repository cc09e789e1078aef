package io.kinglet.k8s.zone;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cases written as text.
 *
 * <pre>
 *   # a comment
 *   @ ttl 30; pods insecure; local 10.1.9.9      the configuration of what follows; the world is world.yaml
 *   svc1.T. A        10.96.0.1 | 10.96.0.2       NOERROR, AA, this RRset and nothing else
 *   svc1.T. AAAA     NODATA                      also NXDOMAIN, both with the zone's SOA, or of the zone named behind
 *   x.T. A           NEXT                        left to the next layer
 *   svc1.T. SRV      = NOERROR aa                RCODE and flags, then one record a line; a TTL may be left out
 *     SRV 0 33 80 svc1.T.                        owner left out: QNAME
 *     add svc1.T. A 10.96.0.1
 *     auth SOA                                   the zone's SOA
 * </pre>
 *
 * <p>{@code T.} stands for {@code testns.svc.cluster.local.}, {@code Z.} for {@code cluster.local.}
 */
final class ZoneTable {

    /** One question and the text expected. */
    record Case(String place, String options, String question, String expected) {
        @Override
        public String toString() {
            return place + " " + question;
        }
    }

    private final String file;
    private final List<Case> cases = new ArrayList<>();
    private String options = "";
    private String question = "";
    private StringBuilder expected = new StringBuilder();
    private int line;
    private int questionLine;

    private ZoneTable(String file) {
        this.file = file;
    }

    static List<Case> read(Path path) {
        ZoneTable table = new ZoneTable(path.getFileName().toString());
        try {
            for (String text : Files.readAllLines(path, StandardCharsets.UTF_8)) {
                table.line(text);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        table.finish();
        return table.cases;
    }

    private void line(String text) {
        line++;
        if (text.isBlank() || text.startsWith("#")) {
            return;
        }
        String whole = expand(text);
        if (text.startsWith("@")) {
            finish();
            options = text.substring(1).trim();
        } else if (text.startsWith(" ")) {
            expected.append('\n').append(record(whole.trim()));
        } else {
            finish();
            String[] halves = whole.split(" {2,}", 2);
            question = halves[0];
            questionLine = line;
            expected.append(expectation(halves[1].trim()));
        }
    }

    private void finish() {
        if (!question.isEmpty()) {
            cases.add(new Case(file + ":" + questionLine, options, question, expected.toString()));
        }
        question = "";
        expected = new StringBuilder();
    }

    private String expectation(String text) {
        String[] words = text.split(" ");
        String zone = words.length > 1 ? words[1] : "cluster.local.";
        return switch (words[0]) {
            case "=" -> text.substring(2);
            case "NODATA" -> "NOERROR aa\nauth " + soa(zone);
            case "NXDOMAIN" -> "NXDOMAIN aa\nauth " + soa(zone);
            case "NEXT" -> "NOTAUTH";
            case "SERVFAIL", "REFUSED" -> words[0];
            default -> values(text);
        };
    }

    private String values(String text) {
        StringBuilder lines = new StringBuilder("NOERROR aa");
        for (String value : text.split(" \\| ")) {
            lines.append('\n').append(record(question.split(" ")[1] + " " + value.trim()));
        }
        return lines.toString();
    }

    /** Fills in what may be left out. */
    private String record(String text) {
        String section = text.startsWith("auth ") ? "auth " : text.startsWith("add ") ? "add " : "";
        String rest = text.substring(section.length());
        if (rest.startsWith("SOA")) {
            return section + soa(rest.length() > 3 ? rest.substring(4) : "cluster.local.");
        }
        String[] words = rest.split(" ");
        if (!words[0].endsWith(".")) {
            return section + question.split(" ")[0] + " " + ttl() + " " + rest;
        }
        boolean timed = Character.isDigit(words[1].charAt(0));
        return section + (timed ? rest : words[0] + " " + ttl() + rest.substring(words[0].length()));
    }

    private String soa(String zone) {
        String given = Options.option(options, "negative_ttl");
        int minimum = Integer.parseInt(given.isEmpty() ? ttl() : given);
        return zone + " " + Math.min(300, minimum) + " SOA ns.dns." + zone + " hostmaster." + zone + " "
                + Cluster.SERIAL + " 7200 1800 86400 " + minimum;
    }

    private String ttl() {
        String given = Options.option(options, "ttl");
        return given.isEmpty() ? "5" : given;
    }

    private static String expand(String text) {
        return text.replaceAll("(?<=[ .]|^)T\\.(?= |$)", "testns.svc.cluster.local.")
                .replaceAll("(?<=[ .]|^)Z\\.(?= |$)", "cluster.local.");
    }
}
