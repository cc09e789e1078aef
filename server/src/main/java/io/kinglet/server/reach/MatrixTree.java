package io.kinglet.server.reach;

import io.kinglet.k8s.reach.Matrix;
import io.kinglet.k8s.reach.PodSet;
import io.kinglet.server.json.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a matrix as JSON, one line for each row so that neither side has to keep all of it: {@code {"places": [...],
 * "rows": [{"from": ..., "to": [...]}, ...]}}. One thread.
 */
public final class MatrixTree {

    private final PrintWriter out;

    public MatrixTree(PrintWriter out) {
        this.out = out;
    }

    public void write(Matrix matrix) {
        out.println("{\"places\": "
                + Json.write(matrix.places().stream().map(MatrixTree::of).toList()) + ",");
        out.println("\"rows\": [");
        String[] comma = {""};
        matrix.rows(row -> {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("from", row.from().toString());
            tree.put("to", row.cells().stream().map(MatrixTree::of).toList());
            out.print(comma[0] + Json.write(tree));
            comma[0] = "," + System.lineSeparator();
        });
        out.println();
        out.println("]}");
        out.flush();
    }

    private static Map<String, @Nullable Object> of(Matrix.Place place) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", place.toString());
        PodSet set = place.set();
        tree.put("namespace", set == null ? null : set.namespace());
        tree.put("labels", set == null ? null : set.labels().toMap());
        tree.put("pods", set == null ? 0 : set.pods().size());
        return tree;
    }

    private static Map<String, @Nullable Object> of(Matrix.Cell cell) {
        Map<String, @Nullable Object> ports = new LinkedHashMap<>();
        cell.ports().forEach(port -> ports.put(port.port(), ReachTree.word(port.outcome())));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("outcome", ReachTree.word(cell.outcome()));
        tree.put("ports", ports);
        return tree;
    }

    /** The fields of an answer without {@code --to}: what is reached of each Service. */
    public static Map<String, @Nullable Object> summary(String from, List<Map<String, @Nullable Object>> services) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("from", from);
        tree.put("services", services);
        return tree;
    }
}
