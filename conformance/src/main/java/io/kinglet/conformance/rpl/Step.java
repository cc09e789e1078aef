package io.kinglet.conformance.rpl;

import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.Transport;
import java.util.List;
import java.util.Set;

/** One step of a case. A question and its check are one step, numbered by the question. */
public sealed interface Step {

    /** The number after {@code STEP}. */
    int number();

    /** The line it begins on, from 1. */
    int line();

    /**
     * Each question is asked over each transport, and each reply held to the same expectation.
     *
     * @param socketOnly the question is not for dig
     */
    record Ask(
            int number,
            int line,
            List<Question> questions,
            Set<Transport> transports,
            boolean socketOnly,
            Expected expected)
            implements Step {}

    /** Octets sent as they are. */
    record AskRaw(int number, int line, byte[] octets, Set<Transport> transports, Expected expected) implements Step {}

    /** Objects that come to be, or change. */
    record Apply(int number, int line, String yaml) implements Step {}

    /** An object that ceases to be; {@code namespace} is empty for what has none. */
    record Delete(int number, int line, String kind, String namespace, String name) implements Step {}
}
