package io.kinglet.k8s.policy;

import io.kinglet.k8s.spec.Part;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A field of a raw document. What is wrong with it is an error, or is kept for later. */
record RawPart(@Nullable Object value, @Nullable List<String> flaws) implements Part {

    @Override
    public boolean present() {
        return value != null;
    }

    @Override
    public Part get(String key) {
        return new RawPart(value instanceof Map<?, ?> map ? map.get(key) : null, flaws);
    }

    @Override
    public List<RawPart> items() {
        return value instanceof List<?> list
                ? list.stream().map(item -> new RawPart(item, flaws)).toList()
                : List.of();
    }

    @Override
    public void only(String... names) {
        if (value instanceof Map<?, ?> map && !List.of(names).containsAll(map.keySet())) {
            wrong("knows " + List.of(names));
        }
    }

    @Override
    public @Nullable String text() {
        return value == null ? null : value.toString();
    }

    @Override
    public boolean isName() {
        return value instanceof String;
    }

    @Override
    public @Nullable Integer number(int least, int most) {
        if (value instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        if (value != null) {
            wrong("is no number from " + least + " to " + most);
        }
        return null;
    }

    @Override
    public Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, text) -> texts.put(key.toString(), Objects.toString(text)));
        }
        return texts;
    }

    @Override
    public void wrong(String message) {
        if (flaws == null) {
            throw new AssertionError(value + " " + message);
        }
        flaws.add(value + " " + message);
    }
}
