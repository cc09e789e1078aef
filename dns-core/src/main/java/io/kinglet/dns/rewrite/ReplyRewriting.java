package io.kinglet.dns.rewrite;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rewrite.NameChange.Renamed;
import io.kinglet.dns.rewrite.Reply.Row;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageReader.Section;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes an answer to the query below one to the query asked. Any thread; keeps nothing. */
final class ReplyRewriting {

    /** Targets looked up for one query; a rule that leads to itself ends here. */
    private static final int MOST_LOOKUPS = 8;

    private final Query asked;
    private final Query inner;
    private final List<ReplyChange> changes;
    private final Supplier<Resolver> whole;

    /**
     * @param inner the same object as {@code asked} if nothing of the query was changed
     * @param changes in the order of the rules
     */
    ReplyRewriting(Query asked, Query inner, List<ReplyChange> changes, Supplier<Resolver> whole) {
        this.asked = asked;
        this.inner = inner;
        this.changes = changes;
        this.whole = whole;
    }

    /** The answer, at once or later. */
    Answer of(Answer answer) {
        if (answer instanceof Answer.Dropped) {
            return answer;
        }
        if (answer instanceof Answer.Failure failure) {
            int rcode = rcode(failure.rcode());
            return rcode == failure.rcode()
                    ? failure
                    : sendable(new Answer.Failure(rcode, failure.extendedError(), failure.text()));
        }
        if (inner == asked && changes.stream().allMatch(ReplyChange.Cname.class::isInstance) && !mayHoldAlias(answer)) {
            return answer;
        }
        Reply reply = Reply.read(inner, answer);
        if (reply == null) {
            return failed("the answer cannot be read");
        }
        if (inner.qtype() != asked.qtype() || !inner.qname().equals(asked.qname())) {
            reply.altered();
        }
        return changed(reply, changes.size() - 1);
    }

    private int rcode(int rcode) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (changes.get(i) instanceof ReplyChange.ResponseCode change) {
                rcode = change.of(rcode);
            }
        }
        return rcode;
    }

    /** Whether there may be a CNAME record; an index gives none to those who ask for something else. */
    private boolean mayHoldAlias(Answer answer) {
        if (!(answer instanceof Answer.Positive positive)
                || asked.qtype() == RecordType.CNAME
                || asked.qtype() == RecordType.ANY) {
            return !(answer instanceof Answer.NoData) && !(answer instanceof Answer.NxDomain);
        }
        for (RecordSet set : positive.answer()) {
            if (set instanceof StaticRecords records
                    && records.rdata().stream().anyMatch(Rdata.Cname.class::isInstance)) {
                return true;
            }
        }
        return false;
    }

    /** Applies the changes from number {@code last} down to the first. */
    private Answer changed(Reply reply, int last) {
        for (int i = last; i >= 0; i--) {
            ReplyChange change = changes.get(i);
            if (change instanceof ReplyChange.ResponseCode it) {
                reply.rcode(it.of(reply.rcode()));
            } else if (change instanceof ReplyChange.Cname it) {
                Answer rest = redirected(reply, it.change(), i - 1);
                if (rest != null) {
                    return rest;
                }
            } else if (!apply(change, reply)) {
                return failed("a name of the answer is none after rewriting");
            }
        }
        RelayedMessage message = reply.answering(asked);
        return message == null
                ? failed("the answer cannot be written")
                : sendable(new Answer.Relayed(message, 0, reply.extendedError()));
    }

    /** A response code over 15 needs an OPT record (RFC 6891 section 6.1.3). */
    private Answer sendable(Answer answer) {
        return answer.rcode() > 15 && !asked.edns().present() ? failed("a response code that needs EDNS") : answer;
    }

    private static Answer failed(String why) {
        return new Answer.Failure(Rcode.SERVFAIL, ExtendedError.OTHER, why);
    }

    /** Whether every record that must be there still can be. */
    private static boolean apply(ReplyChange change, Reply reply) {
        List<Row> rows = new ArrayList<>(reply.rows().size());
        for (Row row : reply.rows()) {
            Row changed = changed(change, row);
            if (changed != row && !(change instanceof ReplyChange.Ttl)) {
                reply.altered();
            }
            if (changed != null) {
                rows.add(changed);
            } else if (row.section() != Section.ADDITIONAL) {
                return false;
            }
        }
        reply.rows(rows);
        return true;
    }

    private static @Nullable Row changed(ReplyChange change, Row row) {
        if (change instanceof ReplyChange.Ttl it) {
            return row.lived(Math.max(it.least(), Math.min(it.most(), row.ttl())));
        }
        if (change instanceof ReplyChange.Names it) {
            return it.values()
                    ? leading(row, it.change())
                    : owned(row, it.change().of(row.owner()));
        }
        if (change instanceof ReplyChange.Back it) {
            Row back = owned(row, it.of(row.owner()));
            return back == null || back.value() == null ? back : leading(back, it.of(back.value()));
        }
        return row;
    }

    private static @Nullable Row leading(Row row, NameChange change) {
        return row.value() == null ? row : leading(row, change.of(row.value()));
    }

    private static @Nullable Row owned(Row row, @Nullable Renamed renamed) {
        return renamed == null ? row : renamed.name() == null ? null : row.owned(renamed.name());
    }

    private static @Nullable Row leading(Row row, @Nullable Renamed renamed) {
        return renamed == null ? row : renamed.name() == null ? null : row.leading(renamed.name());
    }

    /** The answer by way of the new target; null when no CNAME is to be changed, or none more is followed. */
    private @Nullable Answer redirected(Reply reply, NameChange change, int last) {
        List<Row> first = new ArrayList<>();
        DomainName target = redirect(reply, change, first);
        if (target == null) {
            return null;
        }
        if (inner.qtype() == RecordType.CNAME || inner.qtype() == RecordType.ANY) {
            reply.rows(first);
            reply.altered();
            return null;
        }
        if (inner.depth() >= MOST_LOOKUPS) {
            return null;
        }
        Query lookup = inner.ask(target, inner.qtype());
        Answer found = whole.get().resolve(lookup);
        if (found instanceof Answer.Deferred deferred) {
            return new Answer.Deferred(deferred.stage()
                    .thenCompose(it -> RewriteLayer.settled(changed(joined(reply, first, lookup, it), last))));
        }
        return changed(joined(reply, first, lookup, found), last);
    }

    /** The new target of the first CNAME that the rule is about; the records up to it go to {@code first}. */
    private @Nullable DomainName redirect(Reply reply, NameChange change, List<Row> first) {
        boolean alone = inner.qtype() == RecordType.ANY;
        DomainName found = null;
        for (Row row : reply.rows()) {
            DomainName target = row.value();
            boolean alias = row.section() == Section.ANSWER && row.type() == RecordType.CNAME && target != null;
            Renamed renamed = alias && target != null && found == null ? change.of(target) : null;
            if (renamed != null && renamed.name() != null) {
                found = renamed.name();
                first.add(row.leading(found));
                if (!alone) {
                    return found;
                }
            } else if (alias || alone) {
                first.add(row);
            }
        }
        return found;
    }

    private static Reply joined(Reply reply, List<Row> first, Query lookup, Answer found) {
        boolean silent = found instanceof Answer.Dropped || found instanceof Answer.Deferred;
        Reply other = silent ? null : Reply.read(lookup, found);
        if (other != null && (other.rcode() == Rcode.NOERROR || other.rcode() == Rcode.NXDOMAIN)) {
            return reply.followed(first, other);
        }
        reply.rows(first);
        reply.rcode(Rcode.SERVFAIL);
        return reply;
    }
}
