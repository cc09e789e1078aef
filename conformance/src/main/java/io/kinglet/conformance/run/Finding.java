package io.kinglet.conformance.run;

import java.util.List;

/**
 * A reply that was not as it had to be. Immutable.
 *
 * @param caseId the case
 * @param step the step's number
 * @param line the line the step begins on
 * @param asked the question and how it went: {@code name. IN A over UDP by dig}
 * @param sentences what was wrong, one sentence each
 */
public record Finding(String caseId, int step, int line, String asked, List<String> sentences) {

    public Finding {
        sentences = List.copyOf(sentences);
    }

    @Override
    public String toString() {
        return "cases/" + caseId + ".rpl:" + line + ": step " + step + ", " + asked + "\n    "
                + String.join("\n    ", sentences);
    }
}
