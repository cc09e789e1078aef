package io.kinglet.k8s.watch;

import io.kinglet.k8s.spec.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link Cursor#tree}. What is wrong with it is a flaw of its object, as the API server has it stored already. Confined
 * to one thread.
 */
final class TreePart implements Part {

    /** A policy has few parts, and each flaw is told to a person. */
    private static final int FLAWS = 20;

    private final @Nullable Object value;
    private final String path;
    private final List<String> flaws;

    /** @param flaws grows by what is wrong, each with its path, up to a bound */
    TreePart(@Nullable Object value, String path, List<String> flaws) {
        this.value = value;
        this.path = path;
        this.flaws = flaws;
    }

    @Override
    public boolean present() {
        return value != null;
    }

    @Override
    public TreePart get(String key) {
        if (value != null && !(value instanceof Map)) {
            wrong("is no object");
        }
        Object inner = value instanceof Map<?, ?> map ? map.get(key) : null;
        return new TreePart(inner, path + "." + key, flaws);
    }

    @Override
    public List<TreePart> items() {
        List<TreePart> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(item -> items.add(new TreePart(item, path + "[" + items.size() + "]", flaws)));
        } else if (value != null) {
            wrong("is no array");
        }
        return items;
    }

    /** What a newer API server has beside these is no flaw: it knows what it stored. */
    @Override
    public void only(String... names) {}

    @Override
    public @Nullable String text() {
        if (value instanceof String text) {
            return text;
        }
        if (value != null) {
            wrong("is no string");
        }
        return null;
    }

    @Override
    public boolean isName() {
        return value instanceof String;
    }

    @Override
    public @Nullable Integer number(int least, int most) {
        if (value instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        if (value != null) {
            wrong("found " + Names.shown(value.toString()) + ": a number from " + least + " to " + most
                    + " belongs here");
        }
        return null;
    }

    @Override
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            for (Object key : map.keySet()) {
                String text = get(String.valueOf(key)).text();
                texts.put(String.valueOf(key), text == null ? "" : text);
            }
        } else if (value != null) {
            wrong("is no object");
        }
        return texts;
    }

    @Override
    public void wrong(String message) {
        String flaw = path + ": " + message;
        if (flaws.size() < FLAWS && !flaws.contains(flaw)) {
            flaws.add(flaw);
        }
    }
}
