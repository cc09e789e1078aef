package io.kinglet.conformance.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the tables of {@code divergences.md}. Stateless. */
public final class DivergenceList {

    private static final int COLUMNS = 6;

    private DivergenceList() {}

    /**
     * Every row of every table above the first heading of the second level, with the columns id, case, steps, ours, theirs, reason.
     *
     * @throws IllegalArgumentException with the line of a row that lacks a column
     */
    public static List<Divergence> read(String markdown) {
        return read(markdown, "");
    }

    /**
     * The same below a heading of the second level and above the next.
     *
     * @param heading its text; empty for what stands above the first
     */
    public static List<Divergence> read(String markdown, String heading) {
        List<Divergence> rows = new ArrayList<>();
        String under = "";
        int number = 0;
        for (String line : markdown.split("\n", -1)) {
            number++;
            under = line.startsWith("## ") ? line.substring(3).strip() : under;
            if (!under.equals(heading)
                    || !line.startsWith("|")
                    || line.startsWith("| id ")
                    || line.startsWith("|--")
                    || line.startsWith("| --")) {
                continue;
            }
            List<String> cells = Arrays.stream(line.substring(1).split("\\|", -1))
                    .map(cell -> cell.strip().replace("`", ""))
                    .toList();
            if (cells.size() != COLUMNS + 1 || cells.subList(0, COLUMNS).contains("")) {
                throw new IllegalArgumentException("divergences.md:" + number
                        + ": a row is | id | case | steps | ours | theirs | reason |, no cell empty");
            }
            Set<Integer> steps = Arrays.stream(cells.get(2).split(",\\s*"))
                    .map(Integer::valueOf)
                    .collect(Collectors.toSet());
            rows.add(new Divergence(
                    cells.get(0), cells.get(1), steps, cells.get(3), cells.get(4), cells.get(5), number));
        }
        return rows;
    }
}
