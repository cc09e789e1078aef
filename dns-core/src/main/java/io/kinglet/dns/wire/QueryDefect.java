package io.kinglet.dns.wire;

/** What is wrong with a packet, as far as whoever sent it must be told. */
public enum QueryDefect {
    /** Nothing: it is a query. */
    NONE,
    /** Shorter than a header, or a response: any reply could start a loop. */
    DROP,
    /** Answered FORMERR with a header alone. */
    MALFORMED,
    /** An opcode other than QUERY, answered NOTIMP with a header alone. */
    UNKNOWN_OPCODE,
    /** A class other than IN, answered REFUSED with its question. Found by whoever answers, not by the reader. */
    OTHER_CLASS,
    /** An EDNS version over 0, answered BADVERS (RFC 6891 section 6.1.3). */
    BAD_VERSION
}
