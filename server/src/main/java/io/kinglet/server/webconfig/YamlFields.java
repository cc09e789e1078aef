package io.kinglet.server.webconfig;

import io.kinglet.server.corefile.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of a YAML text with known keys. What says nothing is as if it were not there. Immutable. */
final class YamlFields {

    /** Collections within one another; the file has three. */
    private static final int DEEPEST = 16;

    private final String file;
    private final @Nullable Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private YamlFields(String file, @Nullable Node node, List<String> keys) throws WebConfigException {
        this.file = file;
        this.node = node;
        if (node == null || node.getTag().equals(Tag.NULL)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, "accepted are " + Words.list(keys) + ", each followed by `: ` and what it is");
        }
        for (NodeTuple field : mapping.getValue()) {
            String key = scalar(field.getKeyNode(), "a word");
            if (!keys.isEmpty() && !keys.contains(key)) {
                throw error(
                        field.getKeyNode(),
                        "found " + Words.quote(key) + "; accepted are " + Words.list(keys)
                                + Words.didYouMean(key, keys));
            }
            if (values.put(key, field.getValueNode()) != null) {
                throw error(field.getKeyNode(), Words.quote(key) + " stands there twice");
            }
        }
        values.values().removeIf(it -> it.getTag().equals(Tag.NULL));
    }

    /** The document of a text. */
    static YamlFields of(String file, String text, List<String> keys) throws WebConfigException {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            int depth = 0;
            // The composer recurses as deep as the text nests, the parser does not.
            for (Event event : new Parse(settings).parseString(text)) {
                switch (event.getEventId()) {
                    case MappingStart, SequenceStart -> depth++;
                    case MappingEnd, SequenceEnd -> depth--;
                    default -> {
                        // Nests nothing.
                    }
                }
                if (depth > DEEPEST) {
                    throw new WebConfigException(file + " nests deeper than " + DEEPEST);
                }
            }
            return new YamlFields(
                    file, new Compose(settings).composeString(text).orElse(null), keys);
        } catch (YamlEngineException e) {
            throw new WebConfigException(file + " is not YAML: " + e.getMessage(), e);
        }
    }

    /** The mapping of a key, maybe an empty one; no {@code keys} for any. */
    YamlFields section(String key, String... keys) throws WebConfigException {
        return new YamlFields(file, values.get(key), List.of(keys));
    }

    /** The text of a key, empty where there is none. */
    String text(String key) throws WebConfigException {
        Node value = values.get(key);
        return value == null ? "" : scalar(value, "a text");
    }

    /** The texts of a list, empty where there is none. */
    List<String> texts(String key) throws WebConfigException {
        Node value = values.get(key);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof SequenceNode list)) {
            throw error(value, "accepted is a list, of lines that begin with `- `");
        }
        List<String> texts = new ArrayList<>();
        for (Node each : list.getValue()) {
            texts.add(scalar(each, "a text"));
        }
        return texts;
    }

    /** One of some words, or {@code otherwise} where there is none. */
    <T> T oneOf(String key, Map<String, T> words, T otherwise) throws WebConfigException {
        String text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        T found = words.get(text);
        if (found == null) {
            List<String> accepted = words.keySet().stream().sorted().toList();
            throw error(
                    key,
                    "found " + Words.quote(text) + " for `" + key + "`; accepted are " + Words.list(accepted)
                            + Words.didYouMean(text, accepted));
        }
        return found;
    }

    boolean lacks(String key) {
        return !values.containsKey(key);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** At the value of a key; at the mapping where it has none. */
    WebConfigException error(String key, String problem) {
        return error(values.getOrDefault(key, node), problem);
    }

    private WebConfigException error(@Nullable Node at, String problem) {
        String place = at == null
                ? ""
                : at.getStartMark()
                        .map(it -> ":" + (it.getLine() + 1) + ":" + (it.getColumn() + 1))
                        .orElse("");
        return new WebConfigException(file + place + ": " + problem);
    }

    private String scalar(Node node, String accepted) throws WebConfigException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(node, "accepted is " + accepted);
    }
}
