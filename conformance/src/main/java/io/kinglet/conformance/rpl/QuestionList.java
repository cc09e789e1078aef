package io.kinglet.conformance.rpl;

import java.util.ArrayList;
import java.util.List;

/** Reads a list of questions that are asked for the sake of comparing, whatever the answers. Stateless. */
public final class QuestionList {

    private QuestionList() {}

    /**
     * The questions as steps: one a line, {@code number qname TYPE[,TYPE...] [CLASS] [+option...]}, the numbers rising; empty lines
     * and those that begin with {@code ;} are skipped.
     *
     * @param file its path, for messages
     * @throws CaseSyntaxException with file and line for a line that is no question
     */
    public static List<Step> read(String file, String text) {
        List<Step> steps = new ArrayList<>();
        int last = 0;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith(";")) {
                continue;
            }
            List<String> words = List.of(line.strip().split("\\s+"));
            if (words.size() < 3 || !words.get(0).matches("\\d{1,6}") || Integer.parseInt(words.get(0)) <= last) {
                throw new CaseSyntaxException(
                        file, number, "wanted: number qname TYPE[,TYPE...] [CLASS] [+options], the numbers rising");
            }
            last = Integer.parseInt(words.get(0));
            try {
                steps.add(QuestionWords.read(last, number, words.subList(1, words.size()), Expected.ANYTHING));
            } catch (IllegalArgumentException e) {
                throw new CaseSyntaxException(file, number, String.valueOf(e.getMessage()));
            }
        }
        return steps;
    }
}
