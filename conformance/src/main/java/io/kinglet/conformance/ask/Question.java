package io.kinglet.conformance.ask;

/**
 * One question as it is put on the wire. Immutable.
 *
 * @param qname the name in presentation format, absolute, its letters' case kept
 * @param qtype a mnemonic or {@code TYPEnnn}
 * @param qclass {@code IN}, {@code CH}, {@code HS} or {@code ANY}
 * @param options header bits and EDNS
 */
public record Question(String qname, String qtype, String qclass, QueryOptions options) {

    /** The question as the reply has to echo it: {@code name. IN A}. */
    public String echo() {
        return qname + " " + qclass + " " + qtype;
    }
}
