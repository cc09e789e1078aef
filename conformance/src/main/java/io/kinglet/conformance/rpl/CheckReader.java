package io.kinglet.conformance.rpl;

import io.kinglet.conformance.rpl.SectionPattern.Scope;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code STEP n CHECK RCODE [flags]} and the sections below it. Used once. */
final class CheckReader {

    private enum SectionName {
        ANSWER,
        AUTHORITY,
        ADDITIONAL
    }

    private final Block block;
    private final Set<String> flags = new LinkedHashSet<>();
    private boolean headerOnly;
    private int edns = Expected.MIRRORED_EDNS;

    CheckReader(Block block) {
        this.block = block;
    }

    /** @throws IllegalArgumentException telling what was wanted */
    Expected read() {
        String rcode = block.words().get(3);
        if (!rcode.matches("[A-Z]+")) {
            throw new IllegalArgumentException("'" + rcode + "' is no RCODE; wanted NOERROR, NXDOMAIN, ... or SILENCE");
        }
        block.rest(4).forEach(this::word);
        Map<SectionName, SectionPattern> sections = sections();
        return new Expected(
                rcode,
                flags,
                headerOnly,
                edns,
                sections.getOrDefault(SectionName.ANSWER, SectionPattern.EMPTY),
                sections.getOrDefault(SectionName.AUTHORITY, SectionPattern.EMPTY),
                sections.getOrDefault(SectionName.ADDITIONAL, SectionPattern.EMPTY));
    }

    private void word(String word) {
        switch (word) {
            case "aa", "tc", "ra", "ad" -> flags.add(word);
            case "header-only" -> headerOnly = true;
            case "edns=any" -> edns = Expected.ANY_EDNS;
            default -> {
                if (!word.matches("edns=\\d+")) {
                    throw new IllegalArgumentException(
                            "'" + word + "' is none of aa, tc, ra, ad, header-only, edns=N, edns=any");
                }
                edns = Integer.parseInt(word.substring("edns=".length()));
            }
        }
    }

    private Map<SectionName, SectionPattern> sections() {
        Map<SectionName, SectionPattern> sections = new EnumMap<>(SectionName.class);
        SectionName open = null;
        for (String line : block.body()) {
            if (line.isBlank() || line.strip().startsWith(";")) {
                continue;
            }
            String[] words = line.strip().split("\\s+");
            SectionName heading = heading(words[0]);
            if (heading != null) {
                open = heading;
                sections.put(heading, opened(words));
            } else if (open == null) {
                throw new IllegalArgumentException("a record before ANSWER, AUTHORITY or ADDITIONAL: " + line.strip());
            } else {
                sections.put(
                        open, longer(sections.getOrDefault(open, SectionPattern.EMPTY), RecordPattern.parse(line)));
            }
        }
        return sections;
    }

    private static @Nullable SectionName heading(String word) {
        for (SectionName name : SectionName.values()) {
            if (name.name().equals(word)) {
                return name;
            }
        }
        return null;
    }

    private static SectionPattern opened(String[] words) {
        if (words.length == 1) {
            return SectionPattern.EMPTY;
        }
        if (words.length == 2 && words[1].equals("any")) {
            return new SectionPattern(Scope.ANY, 0, 0, List.of());
        }
        if (words.length == 3 && words[1].matches("\\d+(-\\d+)?") && words[2].equals("of")) {
            String[] bounds = words[1].split("-");
            int least = Integer.parseInt(bounds[0]);
            return new SectionPattern(Scope.SUBSET, least, Integer.parseInt(bounds[bounds.length - 1]), List.of());
        }
        throw new IllegalArgumentException("wanted '" + words[0] + "', '" + words[0] + " any', '" + words[0]
                + " N of' or '" + words[0] + " N-M of'");
    }

    private static SectionPattern longer(SectionPattern section, RecordPattern record) {
        List<RecordPattern> records = new ArrayList<>(section.records());
        records.add(record);
        return new SectionPattern(section.scope(), section.least(), section.most(), records);
    }
}
