package io.kinglet.dns.rewrite;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.AnswerEncoder;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer taken apart, to be changed and written again for another question. Confined to one query. */
final class Reply {

    /** Octets that hold nearly every answer of ours; a longer one is written a second time, with all the room there is. */
    private static final int MOST_ANSWERS = 2048;

    private static final int LARGEST = 0xffff;
    private static final int KEPT = Header.AA | Header.TC | Header.RA | Header.AD;

    /**
     * A record.
     *
     * @param start where it stands in the message it came with
     * @param length octets there
     * @param value the name its RDATA leads to; null when there is none
     */
    record Row(
            RelayedMessage source,
            int start,
            int length,
            Section section,
            DomainName owner,
            int type,
            int ttl,
            @Nullable DomainName value) {

        Row owned(DomainName name) {
            return new Row(source, start, length, section, name, type, ttl, value);
        }

        Row lived(int seconds) {
            return new Row(source, start, length, section, owner, type, seconds, value);
        }

        Row leading(DomainName name) {
            return new Row(source, start, length, section, owner, type, ttl, name);
        }

        void write(MessageWriter out) {
            MessageReader reader = source.reader();
            if (!reader.moveTo(start)) {
                return;
            }
            int mark = out.position();
            out.name(owner);
            out.u16(type);
            out.u16(reader.recordClass());
            out.u32(ttl);
            int rdata = out.openRdata();
            boolean sound = value == null ? reader.copyRdata(out) : reader.copyRdata(out, value);
            out.closeRdata(rdata);
            if (!sound && !out.overflowed()) {
                out.rollback(mark);
            }
        }

        /** The most octets it takes, nothing compressed: RDATA has two names at most. */
        int size() {
            return owner.length() + length + (value == null ? 0 : 2 * DomainName.MAX_OCTETS);
        }
    }

    private int flags;
    private final int extendedError;
    private int rcode;
    private List<Row> rows;

    private Reply(int flags, int extendedError, int rcode, List<Row> rows) {
        this.flags = flags;
        this.extendedError = extendedError;
        this.rcode = rcode;
        this.rows = rows;
    }

    /** Null when the answer cannot be read; for one that is there, and not silence. */
    static @Nullable Reply read(Query question, Answer answer) {
        Answer.Relayed relayed = answer instanceof Answer.Relayed it ? it : null;
        RelayedMessage message = relayed == null ? written(question, answer) : relayed.message();
        if (message == null) {
            return null;
        }
        int elapsed = relayed == null ? 0 : relayed.elapsedSeconds();
        int error = relayed == null ? ExtendedError.NONE : relayed.extendedError();
        List<Row> rows = new ArrayList<>(message.records());
        MessageReader reader = message.reader();
        for (int i = 0; i < message.records() && reader.next(); i++) {
            DomainName owner = reader.owner();
            if (owner != null) {
                int ttl = Math.max(0, reader.ttl() - elapsed);
                rows.add(new Row(
                        message,
                        reader.start(),
                        reader.end() - reader.start(),
                        reader.section(),
                        owner,
                        reader.type(),
                        ttl,
                        reader.value()));
            }
        }
        return new Reply(message.flags() & KEPT, error, answer.rcode(), rows);
    }

    private static @Nullable RelayedMessage written(Query question, Answer answer) {
        Query unbounded = question.unbounded();
        RelayedMessage small = written(unbounded, answer, MOST_ANSWERS);
        return small != null && small.truncated() ? written(unbounded, answer, LARGEST) : small;
    }

    private static @Nullable RelayedMessage written(Query query, Answer answer, int room) {
        byte[] octets = new byte[room];
        int length = new AnswerEncoder(false).encode(query, answer, octets);
        return RelayedMessage.read(octets, length, query);
    }

    int rcode() {
        return rcode;
    }

    void rcode(int code) {
        flags &= code == rcode ? -1 : ~Header.AD;
        rcode = code;
    }

    /** Whoever authenticated it saw other data, so that AD would be a lie (RFC 4035 section 3.2.3). */
    void altered() {
        flags &= ~Header.AD;
    }

    int extendedError() {
        return extendedError;
    }

    List<Row> rows() {
        return rows;
    }

    void rows(List<Row> others) {
        rows = others;
    }

    /** This reply with the records, the truncation and the response code of another behind some of its own. */
    Reply followed(List<Row> first, Reply other) {
        List<Row> all = new ArrayList<>(first);
        boolean found = other.rows.stream().anyMatch(it -> it.section == Section.ANSWER && it.type != RecordType.CNAME);
        for (Row row : other.rows) {
            // An answer with records needs no authority: those belong to a zone that was not asked for.
            if (row.section == Section.ANSWER || !found && row.section == Section.AUTHORITY) {
                all.add(row);
            }
        }
        return new Reply(
                flags & ~(Header.TC | Header.AD) | other.flags & Header.TC, other.extendedError, other.rcode, all);
    }

    /** As the message that answers {@code asked}; null when it does not read back. */
    @Nullable
    RelayedMessage answering(Query asked) {
        int most = Query.QNAME_OFFSET + asked.qnameLength() + 4;
        for (Row row : rows) {
            most = Math.min(LARGEST, most + row.size());
        }
        RelayedMessage message = written(asked, most);
        return message == null || message.rcode() == rcode ? message : message.withRcode(rcode);
    }

    private @Nullable RelayedMessage written(Query asked, int room) {
        byte[] octets = new byte[room];
        MessageWriter out = new MessageWriter();
        out.begin(asked, octets, room);
        out.setFlags(flags | rcode & Header.RCODE_MASK);
        Section[] sections = Section.values();
        boolean whole = true;
        for (int i = 0; i < sections.length && whole; i++) {
            whole = section(sections[i], Header.ANCOUNT + 2 * i, out);
        }
        if (!whole) {
            out.setFlags(Header.TC);
        }
        return RelayedMessage.read(octets, out.position(), asked);
    }

    private boolean section(Section section, int count, MessageWriter out) {
        int written = 0;
        for (Row row : rows) {
            if (row.section != section) {
                continue;
            }
            int mark = out.position();
            row.write(out);
            if (out.overflowed()) {
                out.rollback(mark);
                out.count(count, written);
                return section == Section.ADDITIONAL;
            }
            written += out.position() > mark ? 1 : 0;
        }
        out.count(count, written);
        return true;
    }
}
