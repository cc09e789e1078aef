package io.kinglet.dns.wire;

import org.jspecify.annotations.Nullable;

/**
 * What layers want of the message that answers a query, whatever the answer is: noted down on the way, heeded by whoever writes.
 * Event-loop confined and reused, like the {@link Query} it belongs to.
 */
public final class ReplyMarks {

    private static final byte[] NONE = new byte[0];

    private int flagsSet;
    private int flagsCleared;
    private boolean answerOnly;
    private byte[] options = NONE;
    private byte[] reason = NONE;
    private @Nullable ReplySigner signer;
    private @Nullable AnswerSource source;

    ReplyMarks() {}

    void clear() {
        flagsSet = 0;
        flagsCleared = 0;
        answerOnly = false;
        options = NONE;
        reason = NONE;
        signer = null;
        source = null;
    }

    void copyFrom(ReplyMarks other) {
        flagsSet = other.flagsSet;
        flagsCleared = other.flagsCleared;
        answerOnly = other.answerOnly;
        options = other.options;
        reason = other.reason;
        signer = other.signer;
        source = other.source;
    }

    /** Sets and clears bits of {@link Header}'s flags; a bit that was cleared before is set now, and the other way round. */
    public void flags(int set, int cleared) {
        flagsSet = flagsSet & ~cleared | set;
        flagsCleared = flagsCleared & ~set | cleared;
    }

    /** The flags {@code computed}, as they shall be. */
    public int flagsOver(int computed) {
        return computed & ~flagsCleared | flagsSet;
    }

    /** Whether {@link #flags} was ever called for this query. */
    public boolean changesFlags() {
        return (flagsSet | flagsCleared) != 0;
    }

    /** Leaves authority and additional records out of answers that have records. */
    public void answerOnly(boolean yes) {
        answerOnly = yes;
    }

    public boolean isAnswerOnly() {
        return answerOnly;
    }

    /**
     * Puts these EDNS options into the OPT record of the reply, where there is one.
     *
     * @param encoded code, length, octets of each; kept, never written
     */
    public void options(byte[] encoded) {
        options = encoded;
    }

    public byte[] options() {
        return options;
    }

    /**
     * Says why the answer is negative; heeded only where it is, with an OPT record.
     *
     * @param encoded an extended error as an EDNS option (RFC 8914 section 2); kept, never written
     */
    public void reason(byte[] encoded) {
        reason = encoded;
    }

    public byte[] reason() {
        return reason;
    }

    /** Has the reply signed, every message of it. */
    public void signer(ReplySigner its) {
        signer = its;
    }

    public @Nullable ReplySigner signer() {
        return signer;
    }

    /**
     * Has it noted down where the answer comes from.
     *
     * @param takes null for nobody who wants to know
     */
    public void source(@Nullable AnswerSource takes) {
        source = takes;
    }

    public @Nullable AnswerSource source() {
        return source;
    }
}
