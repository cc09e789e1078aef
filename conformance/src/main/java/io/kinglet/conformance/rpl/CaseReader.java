package io.kinglet.conformance.rpl;

import io.kinglet.conformance.ask.Transport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads one case file. The grammar is in the module's README. Immutable. */
public final class CaseReader {

    private final UnaryOperator<String> files;
    private final Map<String, String> names;

    /**
     * @param files the text of a file under the resources, by its path ({@code clusters/fixture.yaml})
     * @param names what <code>${NAME}</code> stands for before a case sets more
     */
    public CaseReader(UnaryOperator<String> files, Map<String, String> names) {
        this.files = files;
        this.names = Map.copyOf(names);
    }

    /**
     * Reads {@code text}.
     *
     * @throws CaseSyntaxException with file and line when it is no case
     */
    public Case read(String id, String text) {
        return new Reading(id, text.lines().toList(), names).read();
    }

    /** The state of one reading. Used by one thread, once. */
    private final class Reading {

        private final String id;
        private final List<String> lines;
        private final Map<String, String> names;
        private final List<String> manifests = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private String corefile = "";

        Reading(String id, List<String> lines, Map<String, String> names) {
            this.id = id;
            this.lines = lines;
            this.names = new LinkedHashMap<>(names);
        }

        Case read() {
            List<String> header = lines.stream()
                    .takeWhile(line -> line.startsWith(";"))
                    .map(line -> line.substring(1).strip())
                    .toList();
            if (header.size() < 2 || header.contains("")) {
                throw error(1, "a case begins with '; the clause it tests' and '; one sentence'");
            }
            List<Block> blocks = Block.split(lines.subList(header.size(), lines.size()), header.size() + 1);
            for (int i = 0; i < blocks.size(); i++) {
                Block block = expand(blocks.get(i));
                if (block.words().get(0).equals("STEP")) {
                    i += step(block, i + 1 < blocks.size() ? blocks.get(i + 1) : null);
                } else {
                    setting(block);
                }
            }
            if (corefile.isEmpty() || steps.isEmpty()) {
                throw error(lines.size(), "a case has a CONFIG and at least one STEP");
            }
            return new Case(
                    id, header.get(0), String.join(" ", header.subList(1, header.size())), corefile, manifests, steps);
        }

        private Block expand(Block block) {
            try {
                List<String> body = LineExpansion.ranges(block.body()).stream()
                        .map(line -> LineExpansion.names(line, names))
                        .toList();
                List<String> words = List.of(LineExpansion.names(String.join(" ", block.words()), names)
                        .split(" "));
                return new Block(block.line(), words, body);
            } catch (IllegalArgumentException e) {
                throw error(block.line(), String.valueOf(e.getMessage()));
            }
        }

        private void setting(Block block) {
            switch (block.words().get(0)) {
                case "SET" -> {
                    need(block, 3, "SET NAME text");
                    names.put(block.words().get(1), String.join(" ", block.rest(2)));
                }
                case "CONFIG" ->
                    corefile = block.words().size() > 1
                            ? files.apply("corefiles/" + block.words().get(1) + ".corefile")
                            : block.text();
                case "CLUSTER" -> {
                    for (String name : block.rest(1)) {
                        List<String> yaml = files.apply("clusters/" + name + ".yaml")
                                .lines()
                                .toList();
                        manifests.add(String.join("\n", LineExpansion.ranges(yaml)) + "\n");
                    }
                    if (!block.body().isEmpty()) {
                        manifests.add(block.text());
                    }
                }
                default ->
                    throw error(block.line(), "'" + block.words().get(0) + "' is none of SET, CONFIG, CLUSTER, STEP");
            }
        }

        /** Takes one step; returns how many blocks more than one it used. */
        private int step(Block block, @Nullable Block next) {
            need(block, 3, "STEP number QUERY, RAW, APPLY or DELETE");
            int number = number(block);
            String kind = block.words().get(2);
            switch (kind) {
                case "QUERY" -> steps.add(query(block, number, check(block, next)));
                case "RAW" -> steps.add(raw(block, number, check(block, next)));
                case "APPLY" -> steps.add(new Step.Apply(number, block.line(), block.text()));
                case "DELETE" -> steps.add(delete(block, number));
                case "CHECK" -> throw error(block.line(), "a CHECK follows a QUERY or a RAW");
                default -> throw error(block.line(), "'" + kind + "' is none of QUERY, RAW, CHECK, APPLY, DELETE");
            }
            return kind.equals("QUERY") || kind.equals("RAW") ? 1 : 0;
        }

        private int number(Block block) {
            String word = block.words().get(1);
            int last = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).number();
            if (!word.matches("\\d{1,6}") || Integer.parseInt(word) <= last) {
                throw error(block.line(), "step numbers rise: '" + word + "' after " + last);
            }
            return Integer.parseInt(word);
        }

        private Step query(Block block, int number, Expected expected) {
            need(block, 5, "STEP n QUERY qname TYPE[,TYPE...] [CLASS] [+options]");
            try {
                return QuestionWords.read(number, block.line(), block.rest(3), expected);
            } catch (IllegalArgumentException e) {
                throw error(block.line(), String.valueOf(e.getMessage()));
            }
        }

        private Step raw(Block block, int number, Expected expected) {
            Set<Transport> transports = EnumSet.allOf(Transport.class);
            if (block.words().contains("+udp")) {
                transports.remove(Transport.TCP);
            } else if (block.words().contains("+tcp")) {
                transports.remove(Transport.UDP);
            }
            StringBuilder digits = new StringBuilder();
            for (String line : block.body()) {
                digits.append(line.replaceAll(";.*", "").replaceAll("\\s", ""));
            }
            try {
                byte[] octets = HexFormat.of().parseHex(digits);
                return new Step.AskRaw(number, block.line(), octets, transports, expected);
            } catch (IllegalArgumentException e) {
                throw error(block.line(), "the body of RAW is hexadecimal octets; " + e.getMessage());
            }
        }

        private Step delete(Block block, int number) {
            String[] parts = block.words().size() == 4 ? block.words().get(3).split("/") : new String[0];
            if (parts.length < 2 || parts.length > 3) {
                throw error(block.line(), "STEP n DELETE Kind/namespace/name, or Kind/name");
            }
            return new Step.Delete(
                    number, block.line(), parts[0], parts.length == 3 ? parts[1] : "", parts[parts.length - 1]);
        }

        private Expected check(Block question, @Nullable Block next) {
            if (next == null || next.words().size() < 4 || !next.words().get(2).equals("CHECK")) {
                throw error(question.line(), "this step wants 'STEP n CHECK RCODE [flags]' after it");
            }
            try {
                return new CheckReader(expand(next)).read();
            } catch (IllegalArgumentException e) {
                throw error(next.line(), String.valueOf(e.getMessage()));
            }
        }

        private void need(Block block, int words, String form) {
            if (block.words().size() < words) {
                throw error(block.line(), "wanted: " + form);
            }
        }

        private CaseSyntaxException error(int line, String message) {
            return new CaseSyntaxException("cases/" + id + ".rpl", line, message);
        }
    }
}
