package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TTL;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/** One file of a zone, line by line. Confined to one thread, one use each. */
final class FileRecords {

    /** Where no TTL was ever stated, seconds: what the peer takes. */
    private static final long USUAL_TTL = 3600;

    private static final Pattern TTL_WORD = Pattern.compile("[0-9]+|([0-9]+[smhdwSMHDW])+[0-9]*");

    private final Path file;
    private final Path root;
    private final Collected collected;
    private final int depth;
    private Tokenizer words = new Tokenizer("");
    private Name origin = Name.root;
    private @Nullable Name owner;
    private long ttl;
    private boolean ttlByDirective;

    /** Whether the end of the line has been read, so that the tokenizer stands in the next one. */
    private boolean lineRead;

    /**
     * @param depth files that this one was included through
     */
    FileRecords(Path file, Path root, Collected collected, int depth) {
        this.file = file;
        this.root = root;
        this.collected = collected;
        this.depth = depth;
        ttl = USUAL_TTL;
    }

    static Name name(DomainName name) {
        byte[] octets = new byte[name.length()];
        name.copyTo(octets, 0);
        try {
            return new Name(octets);
        } catch (IOException e) {
            throw new IllegalStateException(name + " is a name", e);
        }
    }

    void read(Name first) throws ZoneFileException {
        origin = first;
        collected.reads(file);
        try (Tokenizer tokenizer = new Tokenizer(open())) {
            words = tokenizer;
            while (line()) {
                if (collected.zone().records() > collected.limits().records()) {
                    throw problem("a zone of more than " + collected.limits().records() + " records is not loaded");
                }
            }
        } catch (TextParseException e) {
            throw new ZoneFileException(file, line(e), reason(e));
        } catch (NoSuchFileException e) {
            throw new ZoneFileException(file, 0, "there is no such file");
        } catch (IOException e) {
            throw new ZoneFileException(file, 0, "it cannot be read: " + e.getMessage());
        } catch (RuntimeException e) {
            // dnsjava throws what it likes for RDATA that is odd enough.
            throw problem("it cannot be read: " + e);
        }
    }

    private InputStream open() throws IOException, ZoneFileException {
        if (Files.isDirectory(file)) {
            throw new ZoneFileException(file, 0, "this is a folder, not a file");
        }
        long most = collected.limits().octets();
        byte[] octets;
        try (InputStream in = Files.newInputStream(file)) {
            octets = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
        }
        if (!collected.takesOctets(octets.length)) {
            throw new ZoneFileException(file, 0, "the files of a zone have at most " + most + " octets together");
        }
        // So that the end of the last line is one, too.
        return new SequenceInputStream(new ByteArrayInputStream(octets), new ByteArrayInputStream(new byte[] {'\n'}));
    }

    /** Reads one line; false at the end. */
    private boolean line() throws IOException, ZoneFileException {
        lineRead = false;
        Tokenizer.Token token = words.get(true, false);
        if (token.type() == Tokenizer.EOF) {
            return false;
        }
        if (token.type() == Tokenizer.EOL) {
            return true;
        }
        Name named = owner;
        if (token.type() == Tokenizer.WHITESPACE) {
            Tokenizer.Token next = words.get();
            if (next.type() == Tokenizer.EOL || next.type() == Tokenizer.EOF) {
                return next.type() == Tokenizer.EOL;
            }
            words.unget();
            if (named == null) {
                throw problem("a line that begins with a blank belongs to the owner above it, and there is none");
            }
        } else if (token.value().startsWith("$")) {
            directive(token.value());
            return true;
        } else {
            named = ownerOf(token.value());
            owner = named;
        }
        record(named);
        return true;
    }

    private Name ownerOf(String text) throws IOException {
        if (text.equals("@")) {
            return origin;
        }
        try {
            return Name.fromString(text, origin);
        } catch (TextParseException e) {
            throw words.exception("`" + text + "` is no name: " + e.getMessage());
        }
    }

    private void directive(String word) throws IOException, ZoneFileException {
        switch (word.toUpperCase(Locale.ROOT)) {
            case "$ORIGIN" -> {
                origin = words.getName(origin);
                words.getEOL();
            }
            case "$TTL" -> {
                ttl = words.getTTL();
                ttlByDirective = true;
                words.getEOL();
            }
            case "$INCLUDE" -> include();
            case "$GENERATE" -> generate();
            default -> throw problem("found `" + word + "`; accepted are `$ORIGIN`, `$TTL`, `$INCLUDE`, `$GENERATE`");
        }
    }

    private void include() throws IOException, ZoneFileException {
        String text = words.getString();
        Tokenizer.Token token = words.get();
        Name inside = origin;
        if (token.isString()) {
            inside = Name.fromString(token.value(), origin);
            words.getEOL();
        }
        lineRead = true;
        if (depth >= collected.limits().depth()) {
            throw problem("`$INCLUDE` goes deeper than " + collected.limits().depth()
                    + " files; does a file include itself?");
        }
        if (!collected.takesInclusion()) {
            throw problem("a zone includes at most " + collected.limits().files() + " files");
        }
        Path included = file.resolveSibling(text);
        if (!isBelowRoot(included)) {
            throw problem("`$INCLUDE " + text + "` leaves " + root + "; files below that folder can be included");
        }
        FileRecords records = new FileRecords(included, root, collected, depth + 1);
        records.ttl = ttl;
        records.ttlByDirective = ttlByDirective;
        records.read(inside);
    }

    private boolean isBelowRoot(Path included) {
        try {
            return included.toRealPath().startsWith(root.toRealPath());
        } catch (IOException e) {
            return included.toAbsolutePath()
                    .normalize()
                    .startsWith(root.toAbsolutePath().normalize());
        }
    }

    private void generate() throws IOException, ZoneFileException {
        Generate generate = Generate.read(words, origin, ttl);
        lineRead = true;
        int count = generate.count();
        if (count > collected.limits().generated()) {
            throw problem("`$GENERATE` makes at most " + collected.limits().generated() + " records");
        }
        try {
            for (Record made : generate.records()) {
                take(made);
            }
        } catch (TextParseException e) {
            throw problem("`$GENERATE` made no record: " + reason(e));
        }
    }

    /** {@code [TTL] [CLASS] TYPE RDATA}, TTL and class in any order (RFC 1035 section 5.1). */
    private void record(Name named) throws IOException, ZoneFileException {
        long seconds = -1;
        boolean classSeen = false;
        String word = words.getString();
        while (true) {
            if (!classSeen && DClass.value(word) >= 0) {
                if (DClass.value(word) != DClass.IN) {
                    throw problem("found class `" + word + "`; zones are of class IN");
                }
                classSeen = true;
            } else if (seconds < 0 && TTL_WORD.matcher(word).matches()) {
                seconds = TTL.parseTTL(word);
            } else {
                break;
            }
            word = words.getString();
        }
        int type = Type.value(word);
        if (type < 0) {
            throw problem("found `" + word + "`; accepted is the type of a record such as `A`, `MX` or `TYPE65`");
        }
        if (seconds >= 0 && !ttlByDirective) {
            // RFC 1035 section 5.1: what is left out is as it was stated last.
            ttl = seconds;
        }
        Record made = Record.fromString(named, type, DClass.IN, seconds >= 0 ? seconds : ttl, words, origin);
        lineRead = true;
        take(made);
    }

    private void take(Record record) throws ZoneFileException {
        if (record.getType() == RecordType.NSEC3 || record.getType() == Type.NSEC3PARAM) {
            throw problem("NSEC3 is not served; sign the zone with NSEC");
        }
        if (record.getType() == RecordType.SOA && !WireRecord.owner(record).equals(apexOf())) {
            throw problem("the SOA is owned by " + record.getName() + ", the zone is " + apexOf()
                    + "; write `@`, or the zone's name with a dot at its end");
        }
        String reason = WireRecord.addTo(collected.zone(), record);
        if (reason != null) {
            collected.leftOut(file + ":" + at() + ": " + reason);
        }
    }

    private DomainName apexOf() {
        return collected.zone().apex();
    }

    private ZoneFileException problem(String text) {
        return new ZoneFileException(file, at(), text);
    }

    /** The line being read; the tokenizer tells it in its complaints alone. */
    private int at() {
        int line = line(words.exception(""));
        return lineRead ? line - 1 : line;
    }

    /** Of {@code <none>:12: what is wrong}. */
    private static int line(TextParseException e) {
        String[] parts = String.valueOf(e.getMessage()).split(":", 3);
        return parts.length == 3 && parts[1].matches("[0-9]{1,9}") ? Integer.parseInt(parts[1]) : 0;
    }

    private static String reason(TextParseException e) {
        String[] parts = String.valueOf(e.getMessage()).split(":", 3);
        return parts.length == 3 && parts[1].matches("[0-9]{1,9}") ? parts[2].strip() : String.valueOf(e.getMessage());
    }
}
