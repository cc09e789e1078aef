package io.kinglet.server.reach;

import io.kinglet.k8s.reach.Matrix;
import io.kinglet.k8s.reach.Outcome;
import io.kinglet.server.corefile.Words;
import java.io.PrintWriter;
import java.util.List;

/** Writes a matrix for a terminal: a letter for each cell, row by row. One thread. */
public final class MatrixText {

    private final PrintWriter out;
    private final Ink ink;

    public MatrixText(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    public void write(Matrix matrix) {
        List<Matrix.Place> places = matrix.places();
        int width = 0;
        for (int i = 0; i < places.size(); i++) {
            width = Math.max(width, label(i, places.get(i)).length());
        }
        int digits = Integer.toString(places.size()).length();
        out.println("rows: from; columns: to, by the numbers of the rows");
        out.println("A allowed  P partly allowed  D denied  ? unknown  - nobody there");
        for (int digit = 0; digit < digits; digit++) {
            StringBuilder head = new StringBuilder(" ".repeat(width));
            for (int i = 0; i < places.size(); i++) {
                String number = String.format("%" + digits + "d", i + 1);
                head.append(' ').append(number.charAt(digit));
            }
            out.println(head);
        }
        int[] number = {0};
        int longest = width;
        matrix.rows(row -> {
            String label = label(number[0]++, row.from());
            StringBuilder line = new StringBuilder(label).append(" ".repeat(longest - label.length()));
            row.cells()
                    .forEach(cell ->
                            line.append(' ').append(blank(cell) ? " " : ink.paint(cell.outcome(), letter(cell))));
            out.println(line);
        });
        out.flush();
    }

    private static String label(int index, Matrix.Place place) {
        return index + 1 + " " + Words.visible(place.toString());
    }

    private static String letter(Matrix.Cell cell) {
        return switch (cell.outcome()) {
            case ALLOWED -> "A";
            case PARTLY -> "P";
            case DENIED -> "D";
            case UNKNOWN -> "?";
            case NOBODY -> "-";
        };
    }

    static String title(Matrix.Place from, Matrix.Place to, Matrix.Cell cell) {
        StringBuilder title = new StringBuilder(from + " to " + to + ": " + Ink.word(cell.outcome()));
        for (Matrix.PortOutcome port : cell.ports()) {
            title.append("\n").append(port.port());
            if (cell.ports().size() > 1 || port.outcome() != cell.outcome()) {
                title.append(" ").append(Ink.word(port.outcome()));
            }
        }
        return title.toString();
    }

    /** Whether there is nothing to say of the cell at all: the outside and itself. */
    static boolean blank(Matrix.Cell cell) {
        return cell.outcome() == Outcome.NOBODY && cell.ports().isEmpty();
    }
}
