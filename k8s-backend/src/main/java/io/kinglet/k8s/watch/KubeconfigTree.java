package io.kinglet.k8s.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A kubeconfig file as maps, lists and strings. Read token by token: binding it to fabric8's model would load 2,500 classes, which
 * then stay for as long as the process lives. Anchors, aliases and merge keys are resolved. Immutable once read.
 */
final class KubeconfigTree {

    private static final YAMLFactory YAML = new YAMLFactory();

    private final Map<String, Object> fields;

    private KubeconfigTree(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * The file's one document; null when it is empty.
     *
     * @throws IOException when it cannot be read or is no map
     * @throws tools.jackson.core.JacksonException when it is no YAML
     */
    static @Nullable KubeconfigTree read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = YAML.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() == null) {
                return null;
            }
            Object root = value(parser, new HashMap<>());
            if (!(root instanceof Map)) {
                throw new IOException("it is not a map of fields");
            }
            return new KubeconfigTree(map(root));
        }
    }

    private static Object value(JsonParser parser, Map<String, Object> anchors) {
        boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
        if (alias) {
            return anchors.getOrDefault(parser.getString(), "");
        }
        String anchor = (String) parser.getObjectId();
        Object value = switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser, anchors);
            case START_ARRAY -> items(parser, anchors);
            case VALUE_NULL -> "";
            default -> scalar(parser.getString());
        };
        if (anchor != null) {
            anchors.put(anchor, value);
        }
        return value;
    }

    /** The parser knows null by its name alone. */
    private static String scalar(String text) {
        return text.equals("~") ? "" : text;
    }

    private static Map<String, Object> fields(JsonParser parser, Map<String, Object> anchors) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser, anchors);
            if (name.equals("<<")) {
                map(value).forEach(fields::putIfAbsent);
            } else {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static List<Object> items(JsonParser parser, Map<String, Object> anchors) {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, anchors));
        }
        return items;
    }

    @SuppressWarnings("unchecked") // every map here is made by fields()
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The scalar of a field; null when it is absent, empty, null or no scalar. */
    @Nullable
    String text(String field) {
        return fields.get(field) instanceof String text && !text.isEmpty() ? text : null;
    }

    /** The map of a field; an empty one when it is absent or no map. */
    KubeconfigTree map(String field) {
        return new KubeconfigTree(map(fields.get(field)));
    }

    /** The maps in the list of a field; none when it is absent or no list. */
    List<KubeconfigTree> list(String field) {
        List<KubeconfigTree> maps = new ArrayList<>();
        if (fields.get(field) instanceof List<?> items) {
            items.forEach(item -> maps.add(new KubeconfigTree(map(item))));
        }
        return maps;
    }

    /** Whether every field that has a value is among {@code known}. */
    boolean hasOnly(Set<String> known) {
        return fields.entrySet().stream()
                .allMatch(field -> "".equals(field.getValue()) || known.contains(field.getKey()));
    }
}
