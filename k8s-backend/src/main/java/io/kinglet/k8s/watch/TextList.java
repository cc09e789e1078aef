package io.kinglet.k8s.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads arrays and maps of strings. Stateless. */
final class TextList {

    private TextList() {}

    /** The strings of an array. */
    static List<String> read(Cursor cursor) {
        if (!cursor.array()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(2);
        while (cursor.element()) {
            String text = cursor.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** The entries of a map from string to string. */
    static Map<String, String> readMap(Cursor cursor) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (cursor.object()) {
            while (cursor.field()) {
                String key = cursor.name();
                String text = cursor.text();
                texts.put(key, text == null ? "" : text);
            }
        }
        return texts;
    }
}
