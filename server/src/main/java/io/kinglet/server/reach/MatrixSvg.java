package io.kinglet.server.reach;

import io.kinglet.k8s.reach.Matrix;
import io.kinglet.k8s.reach.Outcome;
import java.io.PrintWriter;
import java.util.List;

/**
 * Draws a matrix as SVG 1.1: a square for each cell with its title, the names at the left and on top, a legend. It refers to nothing
 * outside of itself and runs no script. Written row by row. One thread.
 */
public final class MatrixSvg {

    private static final int CELL = 12;
    private static final int LETTER = 6;
    private static final int LONGEST = 46;
    private static final int LEGEND = 60;

    private final PrintWriter out;

    public MatrixSvg(PrintWriter out) {
        this.out = out;
    }

    public void write(Matrix matrix) {
        List<Matrix.Place> places = matrix.places();
        int longest = 8;
        for (Matrix.Place place : places) {
            longest = Math.max(longest, label(place).length());
        }
        // Signs are drawn in a grid from the corner of the picture, so cells have to lie in it.
        int margin = (longest * LETTER + 10 + CELL) / CELL * CELL;
        int side = places.size() * CELL;
        int top = LEGEND + margin;
        // The last of the slanted names leans out to the right.
        int width = Math.max(margin + side + margin * 3 / 4, 560);
        out.println("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + (top + side + 12)
                + "\" viewBox=\"0 0 " + width + " " + (top + side + 12) + "\" role=\"img\">");
        out.println("<title>Who may reach whom</title>");
        style();
        legend();
        names(places, margin, top);
        int[] row = {0};
        matrix.rows(it -> row(it, places, margin, top + CELL * row[0]++));
        grid(places, margin, top, side);
        out.println("</svg>");
        out.flush();
    }

    private void style() {
        out.println("<style>text{font:10px ui-monospace,Menlo,Consolas,monospace;fill:#222}"
                + ".h{font:13px system-ui,sans-serif}.l{font:11px system-ui,sans-serif}"
                + "rect:hover{stroke:#000;stroke-width:2}</style>");
        out.println("<defs>");
        for (Outcome outcome : Outcome.values()) {
            out.println("<pattern id=\"" + Markup.letter(outcome) + "\" width=\"" + CELL + "\" height=\"" + CELL
                    + "\" patternUnits=\"userSpaceOnUse\"><rect width=\"" + CELL + "\" height=\"" + CELL + "\" fill=\""
                    + Markup.colour(outcome) + "\"/><path transform=\"translate(1 1)\" d=\"" + Markup.sign(outcome)
                    + "\" stroke=\"#222\" stroke-width=\"1.2\" fill=\"none\"/></pattern>");
        }
        out.println("</defs>");
        out.println("<rect width=\"100%\" height=\"100%\" fill=\"#fff\" pointer-events=\"none\"/>");
    }

    private void legend() {
        out.println(
                "<text class=\"h\" x=\"10\" y=\"20\">Who may reach whom: rows are where traffic starts, columns where it goes"
                        + "</text>");
        int x = 12;
        for (Outcome outcome : Outcome.values()) {
            out.println("<rect x=\"" + x + "\" y=\"36\" width=\"" + CELL + "\" height=\"" + CELL + "\" fill=\"url(#"
                    + Markup.letter(outcome) + ")\"/><text class=\"l\" x=\"" + (x + 17) + "\" y=\"46\">"
                    + Ink.word(outcome) + "</text>");
            x += 108;
        }
    }

    private void names(List<Matrix.Place> places, int margin, int top) {
        for (int i = 0; i < places.size(); i++) {
            String label = Markup.escaped(label(places.get(i)));
            int at = CELL * i + CELL - 3;
            out.println("<text x=\"" + (margin - 6) + "\" y=\"" + (top + at) + "\" text-anchor=\"end\">" + label
                    + "</text><text transform=\"translate(" + (margin + at) + " " + (top - 5) + ") rotate(-60)\">"
                    + label
                    + "</text>");
        }
    }

    private void row(Matrix.Row row, List<Matrix.Place> places, int margin, int y) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < places.size(); i++) {
            Matrix.Cell cell = row.cells().get(i);
            if (!MatrixText.blank(cell)) {
                line.append("<rect x=\"")
                        .append(margin + CELL * i)
                        .append("\" y=\"")
                        .append(y)
                        .append("\" width=\"11\" height=\"11\" fill=\"url(#")
                        .append(Markup.letter(cell.outcome()))
                        .append(")\"><title>")
                        .append(Markup.escaped(MatrixText.title(row.from(), places.get(i), cell)))
                        .append("</title></rect>");
            }
        }
        out.println(line);
    }

    /** Lines between namespaces. */
    private void grid(List<Matrix.Place> places, int margin, int top, int side) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i < places.size(); i++) {
            if (!namespace(places.get(i)).equals(namespace(places.get(i - 1)))) {
                int at = CELL * i;
                lines.append("M")
                        .append(margin + at - 1)
                        .append(" ")
                        .append(top)
                        .append("v")
                        .append(side);
                lines.append("M")
                        .append(margin)
                        .append(" ")
                        .append(top + at - 1)
                        .append("h")
                        .append(side);
            }
        }
        out.println("<path d=\"" + lines
                + "\" stroke=\"#222\" stroke-width=\"1.5\" fill=\"none\" pointer-events=\"none\"/>");
    }

    static String namespace(Matrix.Place place) {
        return place.set() == null ? "" : place.set().namespace();
    }

    private static String label(Matrix.Place place) {
        String text = place.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }
}
