package io.kinglet.conformance.rpl;

import io.kinglet.conformance.ask.QueryOptions;
import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.Transport;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads {@code qname TYPE[,TYPE...] [CLASS] [+option...]}. Stateless. */
final class QuestionWords {

    private QuestionWords() {}

    /**
     * A step that asks it.
     *
     * @throws IllegalArgumentException for a word that is not known; the message lists those that are
     */
    static Step.Ask read(int number, int line, List<String> words, Expected expected) {
        QueryOptions options = QueryOptions.USUAL;
        String recordClass = "IN";
        Set<Transport> transports = EnumSet.allOf(Transport.class);
        boolean socketOnly = false;
        for (String word : words.subList(2, words.size())) {
            switch (word) {
                case "+udp" -> transports.remove(Transport.TCP);
                case "+tcp" -> transports.remove(Transport.UDP);
                case "+socket" -> socketOnly = true;
                case "IN", "CH", "HS", "ANY", "NONE" -> recordClass = word;
                default -> options = options.with(word);
            }
        }
        List<Question> questions = new ArrayList<>();
        for (String type : words.get(1).split(",")) {
            questions.add(new Question(words.get(0), type, recordClass, options));
        }
        return new Step.Ask(number, line, questions, transports, socketOnly, expected);
    }
}
