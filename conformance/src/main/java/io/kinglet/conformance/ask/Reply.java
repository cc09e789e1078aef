package io.kinglet.conformance.ask;

import java.util.List;
import java.util.Set;

/**
 * A response, as text. Immutable.
 *
 * @param opcode mnemonic
 * @param rcode mnemonic, the upper bits of the OPT record included (RFC 6891 section 6.1.3)
 * @param flags header bits that are set, in lower case: {@code qr aa tc rd ra ad cd}
 * @param question each entry as {@code name. class type}
 * @param answer records of the answer section, in the order they came
 * @param authority records of the authority section
 * @param additional records of the additional section but for OPT
 * @param ednsSize the UDP payload size stated in the OPT record; -1 when there is none
 * @param dnssecOk the DO bit of the OPT record
 */
public record Reply(
        String opcode,
        String rcode,
        Set<String> flags,
        List<String> question,
        List<RecordText> answer,
        List<RecordText> authority,
        List<RecordText> additional,
        int ednsSize,
        boolean dnssecOk) {

    public Reply {
        flags = Set.copyOf(flags);
        question = List.copyOf(question);
        answer = List.copyOf(answer);
        authority = List.copyOf(authority);
        additional = List.copyOf(additional);
    }

    /** Whether nothing but the twelve octets of the header came. */
    public boolean headerOnly() {
        return question.isEmpty() && answer.isEmpty() && authority.isEmpty() && additional.isEmpty() && ednsSize < 0;
    }
}
