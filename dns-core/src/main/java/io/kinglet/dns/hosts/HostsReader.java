package io.kinglet.dns.hosts;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.NameSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ADDRESS NAME...} line by line, {@code #} to the end of a line left out. Octet by octet: a line may be of any length
 * and costs no more memory than its longest word, of which no more than an address or a name can have is kept. One use.
 */
public final class HostsReader {

    /**
     * What was left out.
     *
     * @param line of the first, from 1; 0 when there was nothing
     * @param reason of the first
     */
    public record LeftOut(long count, long line, String reason) {

        /** Nothing. */
        static final LeftOut NOTHING = new LeftOut(0, 0, "");
    }

    /** A name has at most 253 characters, or four times as many written in escapes. */
    private static final int LONGEST_WORD = 1024;

    private final HostsTable.Builder target;
    private final byte[] word = new byte[LONGEST_WORD];
    private int length;
    private boolean tooLong;
    private int words;
    private @Nullable IpAddress address;
    private long line = 1;
    private boolean full;
    private LeftOut leftOut = LeftOut.NOTHING;

    public HostsReader(HostsTable.Builder target) {
        this.target = target;
    }

    /** Reads to the end of the stream, or until the table is full. */
    public LeftOut read(InputStream octets) throws IOException {
        byte[] chunk = new byte[16_384];
        boolean comment = false;
        for (int size = octets.read(chunk); size >= 0 && !full; size = octets.read(chunk)) {
            for (int i = 0; i < size && !full; i++) {
                byte octet = chunk[i];
                if (octet == '\n') {
                    endOfWord();
                    words = 0;
                    address = null;
                    comment = false;
                    line++;
                } else if (comment) {
                    continue;
                } else if (octet == '#') {
                    endOfWord();
                    comment = true;
                } else if (octet == ' ' || octet >= '\t' && octet <= '\r') {
                    endOfWord();
                } else if (length == LONGEST_WORD) {
                    tooLong = true;
                } else {
                    word[length++] = octet;
                }
            }
        }
        endOfWord();
        return leftOut;
    }

    private void endOfWord() {
        if (length == 0 || full) {
            return;
        }
        String text = new String(word, 0, length, StandardCharsets.ISO_8859_1);
        boolean cut = tooLong;
        length = 0;
        tooLong = false;
        if (words++ == 0) {
            // Who writes fe80::1%eth0 means the address; the interface is of the machine that reads the file.
            int zone = text.indexOf('%');
            address = IpAddress.parse(zone < 0 ? text : text.substring(0, zone));
            if (address == null) {
                leaveOut("the line does not begin with an address");
            }
        } else if (address != null && cut) {
            leaveOut("a name has over " + LONGEST_WORD + " characters");
        } else if (address != null) {
            name(text, address);
        }
    }

    private void name(String text, IpAddress of) {
        try {
            if (!target.add(DomainName.parse(text), of)) {
                full = true;
                leaveOut("there are over " + HostsTable.Builder.MOST_NAMES + " names; the rest is not read");
            }
        } catch (NameSyntaxException e) {
            leaveOut(e.getMessage());
        }
    }

    private void leaveOut(@Nullable String reason) {
        leftOut = leftOut.count == 0
                ? new LeftOut(1, line, String.valueOf(reason))
                : new LeftOut(leftOut.count + 1, leftOut.line, leftOut.reason);
    }
}
