package io.kinglet.dns.answer;

import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.wire.Edns;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.ReplySigner;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes answers: the question echoed, the sections in order, whole records only, room for OPT kept free.
 *
 * <p>TC is set when something of the answer or authority section is missing, never for additional data (RFC 2181 section 9). One
 * object per event loop; an answer from the index is written without allocation. Event-loop confined.
 */
public final class AnswerEncoder {

    private static final int OPT_LENGTH = 11;
    private static final int QUESTION_END = 4;
    private static final int TYPE_OPT = 41;
    private static final int OPTION_EDE = 15;
    private static final int MOST_EDE_TEXT = 64;
    private static final byte[] NO_OPTIONS = new byte[0];

    private final MessageWriter out = new MessageWriter();
    private final boolean extendedErrors;

    /**
     * @param extendedErrors whether failures say why in an extended error (RFC 8914)
     */
    public AnswerEncoder(boolean extendedErrors) {
        this.extendedErrors = extendedErrors;
    }

    /**
     * Writes the answer to {@code query} into {@code octets}: at most {@link Query#replyLimit()}, and no more than it has room for.
     *
     * @param octets 512 or more
     * @return octets written; 0 for silence
     * @throws IllegalArgumentException for an {@link Answer.Deferred}, which is not there yet, and for an {@link Answer.Transfer},
     *     which is no single message
     */
    public int encode(Query query, Answer answer, byte[] octets) {
        if (answer instanceof Answer.Dropped) {
            return 0;
        }
        if (answer instanceof Answer.Deferred || answer instanceof Answer.Transfer) {
            throw new IllegalArgumentException("no single message: " + answer);
        }
        byte[] options = options(query, extendedError(query, answer));
        ReplySigner signer = query.marks().signer();
        int signature = signer == null ? 0 : signer.room();
        int reserved = query.edns().present() ? OPT_LENGTH + options.length : 0;
        int most = Math.min(query.replyLimit(), octets.length);
        if (most - reserved - signature < Query.QNAME_OFFSET + query.qnameLength() + QUESTION_END) {
            return encodeQuestion(query, answer.rcode(), most, octets);
        }
        out.begin(query, octets, most - reserved - signature);
        boolean whole;
        if (answer instanceof Answer.Relayed relayed) {
            whole = RelayWriter.write(relayed, out);
        } else {
            out.setFlags((answer.authoritative() ? Header.AA : 0) | answer.rcode() & Header.RCODE_MASK);
            whole = sections(query, answer);
        }
        if (!whole) {
            out.setFlags(Header.TC);
        }
        out.limit(out.limit() + reserved);
        if (query.edns().present()) {
            opt(query, answer.rcode(), options);
        }
        if (query.marks().changesFlags()) {
            Header.putU16(octets, Header.FLAGS, query.marks().flagsOver(Header.u16(octets, Header.FLAGS)));
        }
        return signer == null ? out.position() : signer.sign(octets, out.position());
    }

    /**
     * The question alone, truncated: names of a signature may be so long that nothing else has room beside it, nor it beside the
     * question. A client that needs the signature asks again over TCP.
     */
    private int encodeQuestion(Query query, int rcode, int most, byte[] octets) {
        out.begin(query, octets, most);
        out.setFlags(Header.TC | rcode & Header.RCODE_MASK);
        if (query.edns().present()) {
            opt(query, rcode, NO_OPTIONS);
        }
        return out.position();
    }

    /**
     * Writes the next message of a transfer: at most {@link TransferCursor#USUAL_OCTETS}, or one record that is larger. The OPT is
     * in the first message alone (RFC 5936 section 2.2.5), the signature in each.
     *
     * @param octets 65,535
     * @return octets written
     * @throws IllegalStateException if a record fits no message at all
     */
    public int encodePart(Query query, TransferCursor cursor, byte[] octets) {
        ReplySigner signer = query.marks().signer();
        int signature = signer == null ? 0 : signer.room();
        byte[] options = query.marks().options();
        int opt = cursor.isFirst() && query.edns().present() ? OPT_LENGTH + options.length : 0;
        int most = octets.length - opt - signature;
        out.begin(query, octets, Math.min(most, TransferCursor.USUAL_OCTETS));
        out.setFlags(Header.AA);
        cursor.write(out, most);
        out.limit(octets.length);
        if (opt > 0) {
            opt(query, Rcode.NOERROR, options);
        }
        return signer == null ? out.position() : signer.sign(octets, out.position());
    }

    private boolean sections(Query query, Answer answer) {
        boolean whole = section(query, answer.answer(), Header.ANCOUNT);
        // What has no answer needs its SOA or NS records (RFC 2308 section 2).
        boolean all =
                !query.marks().isAnswerOnly() || answer.rcode() != Rcode.NOERROR || isEmpty(query, answer.answer());
        whole = whole && (!all || section(query, answer.authority(), Header.NSCOUNT));
        if (whole && all) {
            section(query, answer.additional(), Header.ARCOUNT);
        }
        return whole && !(answer instanceof Answer.Composed composed && composed.truncated());
    }

    private static boolean isEmpty(Query query, List<RecordSet> sets) {
        for (int i = 0; i < sets.size(); i++) {
            if (sets.get(i).size(query) > 0) {
                return false;
            }
        }
        return true;
    }

    private boolean section(Query query, List<RecordSet> sets, int count) {
        int written = 0;
        boolean whole = true;
        for (int i = 0; i < sets.size() && whole; i++) {
            RecordSet set = sets.get(i);
            int size = set.size(query);
            int mark = out.position();
            boolean turns = set.rotates() && size > 1;
            int start = turns && query.rotates() ? Integer.remainderUnsigned(query.rotation(), size) : 0;
            int fitted = set.writeRound(start, size, out);
            if (fitted < size && turns && !query.rotates()) {
                // What never fits must still take its turn, or the last addresses of a big set are never seen.
                out.rollback(mark);
                fitted = set.writeRound(Integer.remainderUnsigned(query.rotation(), size), size, out);
            }
            written += fitted;
            whole = fitted == size;
        }
        out.count(count, written);
        return whole;
    }

    /** The OPT of a response (RFC 6891 section 6.1.2): our own payload size, the DO bit as it was asked. */
    private void opt(Query query, int rcode, byte[] options) {
        out.u8(0);
        out.u16(TYPE_OPT);
        out.u16(Edns.PAYLOAD_SIZE);
        out.u32((rcode >>> 4 & 0xff) << 24 | (query.edns().dnssecOk() ? 0x8000 : 0));
        out.u16(options.length);
        out.octets(options, 0, options.length);
        byte[] octets = out.octets();
        out.count(Header.ARCOUNT, Header.u16(octets, Header.ARCOUNT) + 1);
    }

    private static byte[] options(Query query, byte[] ede) {
        byte[] wanted = query.marks().options();
        if (wanted.length == 0 || ede.length == 0) {
            return wanted.length == 0 ? ede : wanted;
        }
        byte[] both = Arrays.copyOf(wanted, wanted.length + ede.length);
        System.arraycopy(ede, 0, both, wanted.length, ede.length);
        return both;
    }

    private byte[] extendedError(Query query, Answer answer) {
        if (!extendedErrors || !query.edns().present()) {
            return NO_OPTIONS;
        }
        if (answer instanceof Answer.Failure failure) {
            return extendedError(failure.extendedError(), failure.text());
        }
        if (answer instanceof Answer.NxDomain || answer instanceof Answer.NoData) {
            return query.marks().reason();
        }
        return answer instanceof Answer.Relayed relayed ? extendedError(relayed.extendedError(), "") : NO_OPTIONS;
    }

    private static byte[] extendedError(int code, String words) {
        return code == ExtendedError.NONE ? NO_OPTIONS : extendedErrorOption(code, words);
    }

    /** An extended error as an EDNS option (RFC 8914 section 2); the text is cut where it is too long. */
    public static byte[] extendedErrorOption(int code, String words) {
        byte[] text = words.getBytes(StandardCharsets.UTF_8);
        int size = Math.min(text.length, MOST_EDE_TEXT);
        byte[] option = new byte[6 + size];
        Header.putU16(option, 0, OPTION_EDE);
        Header.putU16(option, 2, 2 + size);
        Header.putU16(option, 4, code);
        System.arraycopy(text, 0, option, 6, size);
        return option;
    }

    /** Writes a response of a header alone, for a packet that has no question worth repeating. */
    public int encodeHeader(Query query, int rcode, byte[] octets) {
        System.arraycopy(query.octets(), 0, octets, 0, 2);
        int kept = query.flags() & (Header.OPCODE_MASK | Header.RD);
        Header.putU16(octets, Header.FLAGS, Header.QR | kept | rcode);
        Header.putU32(octets, Header.QDCOUNT, 0);
        Header.putU32(octets, Header.NSCOUNT, 0);
        return Header.LENGTH;
    }

    /** Writes BADVERS (RFC 6891 section 6.1.3): the question and an OPT of version 0. */
    public int encodeBadVersion(Query query, byte[] octets) {
        out.begin(query, octets, query.replyLimit());
        opt(query, Rcode.BADVERS, NO_OPTIONS);
        return out.position();
    }
}
