package io.kinglet.conformance.ask;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions to octets and octets to replies, by dnsjava. */
final class MessageText {

    private static final int[] HEADER_FLAGS = {Flags.QR, Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD, Flags.CD};

    private MessageText() {}

    static byte[] write(Question question) throws TextParseException {
        QueryOptions options = question.options();
        Message message = new Message();
        message.getHeader().setOpcode(Opcode.value(options.opcode()));
        if (options.recursionDesired()) {
            message.getHeader().setFlag(Flags.RD);
        }
        if (options.checkingDisabled()) {
            message.getHeader().setFlag(Flags.CD);
        }
        message.addRecord(
                Record.newRecord(
                        Name.fromString(question.qname(), Name.root),
                        Type.value(question.qtype(), true),
                        DClass.value(question.qclass())),
                Section.QUESTION);
        if (options.edns()) {
            message.addRecord(opt(options), Section.ADDITIONAL);
        }
        return message.toWire();
    }

    private static OPTRecord opt(QueryOptions options) {
        List<EDNSOption> edns = new ArrayList<>();
        for (String option : options.ednsOptions()) {
            int colon = option.indexOf(':');
            int code = Integer.parseInt(colon < 0 ? option : option.substring(0, colon));
            byte[] value = colon < 0 ? new byte[0] : HexFormat.of().parseHex(option.substring(colon + 1));
            edns.add(new GenericEDNSOption(code, value));
        }
        return new OPTRecord(
                options.bufferSize(), 0, options.ednsVersion(), options.dnssecOk() ? ExtendedFlags.DO : 0, edns);
    }

    static Reply read(byte[] octets) throws IOException {
        Message message = new Message(octets);
        Set<String> flags = new LinkedHashSet<>();
        for (int flag : HEADER_FLAGS) {
            if (message.getHeader().getFlag(flag)) {
                flags.add(Flags.string(flag).toLowerCase(Locale.ROOT));
            }
        }
        OPTRecord opt = message.getOPT();
        List<String> question = new ArrayList<>();
        for (Record entry : message.getSection(Section.QUESTION)) {
            question.add(entry.getName() + " " + DClass.string(entry.getDClass()) + " " + Type.string(entry.getType()));
        }
        return new Reply(
                Opcode.string(message.getHeader().getOpcode()),
                rcode(message.getRcode()),
                flags,
                question,
                records(message, Section.ANSWER),
                records(message, Section.AUTHORITY),
                records(message, Section.ADDITIONAL),
                opt == null ? -1 : opt.getPayloadSize(),
                opt != null && (opt.getFlags() & ExtendedFlags.DO) != 0);
    }

    /** 16 is BADSIG in TSIG records and BADVERS in the header (RFC 6895 section 2.3); dnsjava names the first. */
    private static String rcode(int value) {
        return value == 16 ? "BADVERS" : Rcode.string(value);
    }

    private static List<RecordText> records(Message message, int section) {
        List<RecordText> records = new ArrayList<>();
        for (Record entry : message.getSection(section)) {
            if (entry.getType() != Type.OPT) {
                String type = Type.string(entry.getType());
                records.add(new RecordText(
                        entry.getName().toString(),
                        entry.getTTL(),
                        DClass.string(entry.getDClass()),
                        type,
                        RecordText.plain(type, rdata(entry))));
            }
        }
        return records;
    }

    /** Strings in quotes, as dig has them. */
    private static String rdata(Record entry) {
        return entry instanceof TXTRecord text
                ? text.getStrings().stream().map(string -> '"' + string + '"').collect(Collectors.joining(" "))
                : entry.rdataToString();
    }
}
