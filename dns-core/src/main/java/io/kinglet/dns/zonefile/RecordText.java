package io.kinglet.dns.zonefile;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * One record of class IN, written as a line of a master file (RFC 1035 section 5.1) in which every name is absolute, with or without
 * its last dot.
 *
 * @param ttl seconds
 */
public record RecordText(DomainName owner, int ttl, Rdata rdata) {

    /** Where none is written, seconds: what the peer takes. */
    private static final int USUAL_TTL = 3600;

    /** What has a meaning of its own in a master file. */
    private static final String SPECIAL = "\"();\\@$\n";

    /**
     * @throws IllegalArgumentException if the text is no record, or more than one; the message says why
     */
    public static RecordText read(String text) {
        RecordText common = common(text);
        return common != null ? common : any(text);
    }

    /** {@code OWNER TTL [IN] TYPE ADDRESS-OR-NAME}, which nearly all are; null for anything else. */
    private static @Nullable RecordText common(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                return null;
            }
        }
        String[] words = text.strip().split("[ \t]+");
        boolean named = words.length == 5 && words[2].equalsIgnoreCase("IN");
        if (!named && words.length != 4 || !words[1].matches("[0-9]{1,9}") || Character.isWhitespace(text.charAt(0))) {
            return null;
        }
        try {
            Rdata rdata = rdata(words[words.length - 2], words[words.length - 1]);
            return rdata == null ? null : new RecordText(DomainName.parse(words[0]), Integer.parseInt(words[1]), rdata);
        } catch (NameSyntaxException e) {
            return null;
        }
    }

    private static @Nullable Rdata rdata(String type, String word) {
        return switch (type) {
            case "A", "AAAA" -> {
                IpAddress address = IpAddress.parse(word);
                yield address == null || address.v6() != type.equals("AAAA") ? null : new Rdata.Address(address);
            }
            case "CNAME" -> new Rdata.Cname(DomainName.parse(word));
            case "PTR" -> new Rdata.Ptr(DomainName.parse(word));
            default -> null;
        };
    }

    private static RecordText any(String text) {
        if (text.stripLeading().startsWith("$")) {
            throw new IllegalArgumentException("a record begins with the name of its owner, not with `$`");
        }
        try {
            return only(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(reason(e), e);
        } catch (RecordException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (RuntimeException e) {
            // dnsjava throws what it likes for RDATA that is odd enough.
            throw new IllegalArgumentException("the RDATA cannot be read: " + e.getMessage(), e);
        }
    }

    /** A record that is sound by itself, and yet not wanted. */
    private static final class RecordException extends Exception {

        private static final long serialVersionUID = 1;

        RecordException(String message) {
            super(message);
        }
    }

    private static RecordText only(String text) throws IOException, RecordException {
        // So that the end of the text is the end of a line.
        byte[] octets = (text + "\n").getBytes(StandardCharsets.UTF_8);
        try (Master master = new Master(new ByteArrayInputStream(octets), Name.root, USUAL_TTL)) {
            master.disableIncludes();
            Record record = master.nextRecord();
            if (record == null) {
                throw new RecordException("the text is empty");
            }
            if (master.nextRecord() != null) {
                throw new RecordException("there is more than one record");
            }
            if (record.getDClass() != DClass.IN) {
                throw new RecordException("the class is " + DClass.string(record.getDClass()) + ", not IN");
            }
            return new RecordText(
                    WireRecord.owner(record),
                    (int) Math.min(record.getTTL(), Integer.MAX_VALUE),
                    WireRecord.rdata(record));
        }
    }

    /** Without the place that dnsjava names, which is always line 1 of nothing. */
    private static String reason(IOException e) {
        return String.valueOf(e.getMessage()).replaceFirst("^<none>:[0-9]+: ", "");
    }

    /** As a master file has it, but for RDATA. */
    @Override
    public String toString() {
        return owner + " " + ttl + " IN " + RecordType.name(rdata.type());
    }
}
