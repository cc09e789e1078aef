package io.kinglet.k8s.manifest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts one document together from its pieces, in order. Aliases share the node they name, so a small text cannot grow into a
 * large tree; depth is bounded, so it cannot grow a deep one. Confined to one thread.
 */
final class YamlTree {

    private static final int DEPTH = 64;
    private static final int MERGED = 1000;

    private final String file;
    private final Problems problems;
    private final Deque<Open> stack = new ArrayDeque<>();
    private final Map<String, YamlNode> anchors = new HashMap<>();
    private @Nullable YamlNode root;
    private boolean tooDeep;

    YamlTree(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    private record Open(YamlNode node, @Nullable String anchor, List<YamlNode> parts) {}

    @Nullable
    YamlNode root() {
        return root;
    }

    /** Whether the document was given up. */
    boolean tooDeep() {
        return tooDeep;
    }

    /** A mapping or a list begins: the node is given empty, and is filled by what follows. */
    void open(YamlNode empty, @Nullable String anchor) {
        if (stack.size() == DEPTH) {
            tooDeep = true;
            wrong(empty, "is nested deeper than " + DEPTH + " levels; no Kubernetes object needs that");
        }
        stack.push(new Open(empty, anchor, new ArrayList<>()));
    }

    void close() {
        Open open = stack.pop();
        YamlNode node = open.node() instanceof YamlNode.Mapping
                ? mapping(open)
                : new YamlNode.Sequence(open.node().line(), open.node().column(), open.parts());
        add(node, open.anchor());
    }

    void scalar(YamlNode.Scalar scalar, @Nullable String anchor) {
        add(scalar, anchor);
    }

    void alias(String name, int line, int column) {
        YamlNode named = anchors.get(name);
        if (named == null) {
            problems.add(
                    new Position(file, line, column), "*" + name + " names no anchor: write &" + name + " before it");
            named = new YamlNode.Scalar(line, column, "", true);
        }
        add(named, null);
    }

    private void add(YamlNode node, @Nullable String anchor) {
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        if (stack.isEmpty()) {
            root = node;
        } else {
            stack.element().parts().add(node);
        }
    }

    private YamlNode.Mapping mapping(Open open) {
        Map<String, YamlNode.Entry> entries = new HashMap<>();
        List<YamlNode.Entry> inOrder = new ArrayList<>();
        List<YamlNode> merges = new ArrayList<>();
        for (int i = 0; i + 1 < open.parts().size(); i += 2) {
            YamlNode value = open.parts().get(i + 1);
            if (!(open.parts().get(i) instanceof YamlNode.Scalar key)) {
                wrong(open.parts().get(i), "a key is " + open.parts().get(i).noun() + ": write a plain word");
            } else if (key.plain() && key.text().equals("<<")) {
                merges.add(value);
            } else {
                YamlNode.Entry entry = new YamlNode.Entry(key, value);
                YamlNode.Entry first = entries.putIfAbsent(key.text(), entry);
                if (first == null) {
                    inOrder.add(entry);
                } else {
                    wrong(
                            key,
                            "the key " + key.text() + " is given twice, first in line "
                                    + first.key().line() + ": keep one");
                }
            }
        }
        merge(merges, entries.keySet(), inOrder);
        return new YamlNode.Mapping(open.node().line(), open.node().column(), inOrder);
    }

    /** Merge keys as the API tools read them: what is written in the mapping itself wins. */
    private void merge(List<YamlNode> merges, Set<String> written, List<YamlNode.Entry> into) {
        Set<String> keys = new HashSet<>(written);
        int merged = 0;
        for (YamlNode given : merges) {
            for (YamlNode from : given instanceof YamlNode.Sequence list ? list.items() : List.of(given)) {
                if (!(from instanceof YamlNode.Mapping mapping)) {
                    wrong(from, "<< takes a mapping or a list of mappings, found " + from.noun());
                    continue;
                }
                for (YamlNode.Entry entry : mapping.entries()) {
                    if (keys.add(entry.key().text()) && merged++ < MERGED) {
                        into.add(entry);
                    }
                }
            }
        }
        if (merged > MERGED) {
            wrong(merges.get(0), "<< brings in more than " + MERGED + " keys");
        }
    }

    private void wrong(YamlNode node, String message) {
        problems.add(new Position(file, node.line(), node.column()), message);
    }
}
