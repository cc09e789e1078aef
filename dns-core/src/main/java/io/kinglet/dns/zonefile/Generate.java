package io.kinglet.dns.zonefile;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Generator;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TTL;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/** {@code $GENERATE FROM-TO[/STEP] OWNER [TTL] [CLASS] TYPE RDATA}, BIND's way to say many records in one line. */
record Generate(Generator generator) {

    /** {@code ${OFFSET,WIDTH}} with a width that no name has. */
    private static final Pattern WIDE = Pattern.compile("\\$\\{[^}]*,\\s*[0-9]{4}.*");

    static Generate read(Tokenizer words, Name origin, long usualTtl) throws IOException {
        String range = words.getIdentifier();
        String[] parts = range.split("[-/]", -1);
        if (!range.matches("[0-9]{1,9}-[0-9]{1,9}(/[0-9]{1,9})?")
                || Long.parseLong(parts[0]) > Long.parseLong(parts[1])
                || parts.length == 3 && Long.parseLong(parts[2]) == 0) {
            throw words.exception(
                    "found `" + range + "` for `$GENERATE`; accepted is a range such as `1-254` or `0-100/2`");
        }
        String owner = pattern(words);
        long ttl = usualTtl;
        String word = words.getString();
        while (word.matches("[0-9].*") || word.equalsIgnoreCase("IN")) {
            ttl = word.equalsIgnoreCase("IN") ? ttl : TTL.parseTTL(word);
            word = words.getString();
        }
        int type = Type.value(word);
        if (type < 0 || !Generator.supportedType(type)) {
            throw words.exception(
                    "found `" + word + "` for `$GENERATE`; accepted are `A`, `AAAA`, `CNAME`, `DNAME`, `NS`, `PTR`");
        }
        String rdata = pattern(words);
        words.getEOL();
        return new Generate(new Generator(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                parts.length == 3 ? Long.parseLong(parts[2]) : 1,
                owner,
                type,
                DClass.IN,
                ttl,
                rdata,
                origin));
    }

    private static String pattern(Tokenizer words) throws IOException {
        String text = words.getIdentifier();
        if (WIDE.matcher(text).find()) {
            throw words.exception("found `" + text + "` for `$GENERATE`; accepted is a width of 3 digits at most");
        }
        return text;
    }

    /** How many records it makes. */
    int count() {
        return (int) ((generator.end - generator.start) / generator.step + 1);
    }

    List<Record> records() throws IOException {
        List<Record> records = new ArrayList<>();
        for (Record record = generator.nextRecord(); record != null; record = generator.nextRecord()) {
            records.add(record);
        }
        return records;
    }
}
