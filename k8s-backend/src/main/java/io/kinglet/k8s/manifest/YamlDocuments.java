package io.kinglet.k8s.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The documents of a YAML or JSON text. Built from the parser's events rather than its node tree, whose composer recurses as
 * deep as the text nests. Stateless.
 */
final class YamlDocuments {

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();

    private YamlDocuments() {}

    /** The documents that hold anything, up to the first syntax error; that one is reported. */
    static List<YamlNode> read(String file, String text, Problems problems) {
        List<YamlNode> documents = new ArrayList<>();
        try {
            YamlTree tree = new YamlTree(file, problems);
            for (Event event : new Parse(SETTINGS).parseString(text)) {
                if (event.getEventId() == Event.ID.DocumentStart) {
                    tree = new YamlTree(file, problems);
                } else if (event.getEventId() == Event.ID.DocumentEnd) {
                    YamlNode root = tree.root();
                    if (root != null && !root.isNull()) {
                        documents.add(root);
                    }
                } else {
                    feed(tree, event);
                    if (tree.tooDeep()) {
                        return documents;
                    }
                }
            }
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(mark -> position(file, mark)).orElse(Position.of(file));
            String context = e.getContext();
            String during = context == null || context.isEmpty() ? "" : ", " + context;
            problems.add(at, "not YAML: " + e.getProblem() + during);
        } catch (ReaderException e) {
            problems.add(
                    position(file, text, e.getPosition()),
                    String.format("not YAML: the character U+%04X is not allowed in a text", e.getCodePoint()));
        } catch (YamlEngineException e) {
            problems.add(Position.of(file), "not YAML: " + e.getMessage());
        }
        return documents;
    }

    private static void feed(YamlTree tree, Event event) {
        int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        int column = event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
        switch (event.getEventId()) {
            case MappingStart -> tree.open(new YamlNode.Mapping(line, column, List.of()), anchor(event));
            case SequenceStart -> tree.open(new YamlNode.Sequence(line, column, List.of()), anchor(event));
            case MappingEnd, SequenceEnd -> tree.close();
            case Alias -> tree.alias(((AliasEvent) event).getAlias().getValue(), line, column);
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                boolean plain = scalar.isPlain() && scalar.getTag().isEmpty();
                tree.scalar(new YamlNode.Scalar(line, column, scalar.getValue(), plain), anchor(event));
            }
            default -> {
                // Stream borders and comments carry nothing.
            }
        }
    }

    private static @Nullable String anchor(Event event) {
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        return anchor.map(Anchor::getValue).orElse(null);
    }

    private static Position position(String file, Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Position position(String file, String text, int codePoints) {
        int index = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        int line = 1
                + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
        return new Position(file, line, index - text.lastIndexOf('\n', index - 1));
    }
}
