package io.kinglet.dns.texttemplate;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a template that adds to the text. Immutable. */
@FunctionalInterface
interface Piece {

    /** A part of an action. */
    @FunctionalInterface
    interface Value {
        @Nullable
        Object of(Frame frame);
    }

    void write(Frame frame);

    static Piece all(List<Piece> pieces) {
        List<Piece> each = List.copyOf(pieces);
        return frame -> {
            for (int i = 0; i < each.size(); i++) {
                each.get(i).write(frame);
            }
        };
    }

    static Piece choice(Value condition, Piece yes, Piece no) {
        return frame -> (isTrue(condition.of(frame)) ? yes : no).write(frame);
    }

    static Piece with(Value value, Piece yes, Piece no) {
        return frame -> {
            Object found = value.of(frame);
            if (isTrue(found)) {
                inside(frame, found, yes);
            } else {
                no.write(frame);
            }
        };
    }

    /**
     * @param index takes the number or the key of each; -1 for none
     * @param element takes each; -1 for none
     */
    static Piece range(Value value, int index, int element, Piece each, Piece none) {
        return frame -> {
            Object found = value.of(frame);
            int[] count = new int[1];
            if (found instanceof List<?> list) {
                list.forEach(it -> round(frame, (long) count[0]++, it, index, element, each));
            } else if (found instanceof Map<?, ?> map) {
                map.entrySet().stream()
                        .sorted((a, b) ->
                                a.getKey().toString().compareTo(b.getKey().toString()))
                        .forEach(it -> {
                            count[0]++;
                            round(frame, it.getKey(), it.getValue(), index, element, each);
                        });
            } else {
                throw new TemplateFailure("`range` goes over a list or a map, not over " + GoText.kind(found));
            }
            if (count[0] == 0) {
                none.write(frame);
            }
        };
    }

    private static void round(Frame frame, Object key, @Nullable Object value, int index, int element, Piece each) {
        if (index >= 0) {
            frame.variable(index, key);
        }
        if (element >= 0) {
            frame.variable(element, value);
        }
        inside(frame, value, each);
    }

    private static void inside(Frame frame, @Nullable Object dot, Piece piece) {
        Object outside = frame.dot();
        frame.dot(dot);
        piece.write(frame);
        frame.dot(outside);
    }

    /** What Go takes for true: all but false, zero, nothing, and what is empty. */
    static boolean isTrue(@Nullable Object value) {
        return value != null
                && !value.equals(false)
                && !value.equals(0L)
                && !value.equals("")
                && !(value instanceof List<?> list && list.isEmpty())
                && !(value instanceof Map<?, ?> map && map.isEmpty());
    }
}
