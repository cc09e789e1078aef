package io.kinglet.server.reach;

import io.kinglet.k8s.reach.Matrix;
import io.kinglet.k8s.reach.Outcome;
import java.io.PrintWriter;
import java.util.List;

/**
 * Writes a matrix as one HTML page: a table whose names stay in sight, with a title for each cell and a legend. No script, and nothing
 * from elsewhere. Written row by row. One thread.
 */
public final class MatrixHtml {

    private final PrintWriter out;

    public MatrixHtml(PrintWriter out) {
        this.out = out;
    }

    public void write(Matrix matrix) {
        List<Matrix.Place> places = matrix.places();
        out.println("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        out.println(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">");
        out.println("<title>Who may reach whom</title>");
        style();
        out.println("</head><body><h1>Who may reach whom</h1>");
        legend();
        out.println("<table><thead><tr><td class=\"k\">from \\ to</td>");
        for (int i = 0; i < places.size(); i++) {
            out.println("<th scope=\"col\"" + edge(places, i) + "><div>"
                    + Markup.escaped(places.get(i).toString()) + "</div></th>");
        }
        out.println("</tr></thead><tbody>");
        int[] row = {0};
        matrix.rows(it -> row(it, places, row[0]++));
        out.println("</tbody></table></body></html>");
        out.flush();
    }

    private void style() {
        out.println(
                "<style>body{font:14px system-ui,sans-serif;color:#222;background:#fff;margin:12px}h1{font-size:18px}"
                        + "table{border-collapse:separate;border-spacing:1px;font:11px ui-monospace,Menlo,Consolas,monospace}"
                        + "thead th,thead td{position:sticky;top:0;background:#fff;z-index:2;vertical-align:bottom;font-weight:normal}"
                        + "thead th div{writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;max-height:300px}"
                        + "tbody th{position:sticky;left:0;background:#fff;z-index:1;text-align:right;font-weight:normal;"
                        + "white-space:nowrap;padding-right:6px}.k{left:0;z-index:3!important;text-align:right;padding-right:6px}"
                        + "tbody td,i{width:14px;min-width:14px;height:14px;background-size:14px 14px}"
                        + "tbody td:hover{outline:2px solid #000}.x{border-left:2px solid #222}tr.y>*{border-top:2px solid #222}"
                        + "i{display:inline-block;vertical-align:-2px;margin:0 6px 0 18px}");
        for (Outcome outcome : Outcome.values()) {
            String sign = "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'%3E%3Cpath d='"
                    + Markup.sign(outcome) + "' stroke='%23222' stroke-width='1.1' fill='none'/%3E%3C/svg%3E";
            out.println("." + Markup.letter(outcome) + "{background-color:" + Markup.colour(outcome)
                    + ";background-image:url(\"data:image/svg+xml," + sign + "\")}");
        }
        out.println("</style>");
    }

    private void legend() {
        StringBuilder legend = new StringBuilder("<p>Rows are where traffic starts, columns where it goes.");
        for (Outcome outcome : Outcome.values()) {
            legend.append("<i class=\"")
                    .append(Markup.letter(outcome))
                    .append("\"></i>")
                    .append(Ink.word(outcome));
        }
        out.println(legend.append("</p>"));
    }

    private void row(Matrix.Row row, List<Matrix.Place> places, int at) {
        StringBuilder line = new StringBuilder(begins(places, at) ? "<tr class=\"y\">" : "<tr>");
        line.append("<th scope=\"row\">")
                .append(Markup.escaped(row.from().toString()))
                .append("</th>");
        for (int i = 0; i < places.size(); i++) {
            Matrix.Cell cell = row.cells().get(i);
            String edge = begins(places, i) ? " x" : "";
            if (MatrixText.blank(cell)) {
                line.append("<td></td>");
            } else {
                line.append("<td class=\"")
                        .append(Markup.letter(cell.outcome()))
                        .append(edge)
                        .append("\" title=\"");
                line.append(Markup.escaped(MatrixText.title(row.from(), places.get(i), cell)))
                        .append("\"></td>");
            }
        }
        out.println(line.append("</tr>"));
    }

    private static String edge(List<Matrix.Place> places, int at) {
        return begins(places, at) ? " class=\"x\"" : "";
    }

    private static boolean begins(List<Matrix.Place> places, int at) {
        return at > 0 && !MatrixSvg.namespace(places.get(at)).equals(MatrixSvg.namespace(places.get(at - 1)));
    }
}
