package io.kinglet.k8s.watch;

import io.kinglet.k8s.watch.Layout.Field;
import io.kinglet.k8s.watch.Layout.Form;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks a protobuf message that is held as octets, as its {@link Layout} names the fields. What JSON has no word for is
 * levelled: an empty string counts as absent, since the API server sends many fields so; a repeated field, whose elements it
 * sends in a row, is an array; a map an object.
 *
 * <p>Whatever the octets, nothing is thrown and nothing read beyond them: at what is no protobuf all walks end, and {@link
 * #broken} tells.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf encoding</a>
 */
final class ProtobufCursor implements Cursor {

    private static final int DEPTH = 8;
    private static final long YEARS = 1000L * 366 * 86_400;
    private static final int VARINT = 0;
    private static final int EIGHT = 1;
    private static final int MEASURED = 2;
    private static final int FOUR = 5;

    private final Remarks remarks = new Remarks();
    private final int[] ends = new int[DEPTH];
    private final @Nullable Layout[] layouts = new Layout[DEPTH];
    private final @Nullable Field[] fields = new Field[DEPTH];
    private final boolean[] first = new boolean[DEPTH];
    private byte[] octets = {};
    private int depth;
    private int at;
    private int from;
    private int to;
    private long number;
    private boolean cut;
    private boolean broken;

    /**
     * Stands at the message from {@code start} to {@code end}.
     *
     * @param head whether only the head of the message is there: then all that the end cuts is taken to end with it
     */
    void start(Layout layout, byte[] source, int start, int end, boolean head) {
        octets = source;
        at = end;
        from = start;
        to = end;
        depth = 0;
        ends[0] = end;
        fields[0] = new Field(0, "it", Form.MESSAGE, layout);
        cut = head;
        broken = false;
        remarks.forget();
    }

    /** Whether the octets are no protobuf, or of another type than the layout says. */
    boolean broken() {
        return broken;
    }

    /** Where the value here begins. */
    int from() {
        return from;
    }

    /** Where the value here ends. */
    int to() {
        return to;
    }

    @Override
    public boolean object() {
        Field field = fields[depth];
        if (field == null || field.inner() == null || broken) {
            return false;
        }
        depth++;
        layouts[depth] = field.inner();
        fields[depth] = null;
        if (field.form() == Form.MAP) {
            // The entries stand beside each other in the message around: this is the first, field() finds the others.
            ends[depth] = ends[depth - 1];
            first[depth] = true;
        } else {
            ends[depth] = to;
            at = from;
        }
        return true;
    }

    @Override
    public boolean field() {
        Field around = fields[depth - 1];
        boolean more = around != null && around.form() == Form.MAP ? entry(around) : known();
        if (!more) {
            depth--;
        }
        return more;
    }

    private boolean known() {
        while (at < ends[depth]) {
            if (step()) {
                return true;
            }
        }
        return false;
    }

    private boolean entry(Field around) {
        while (first[depth] || again(depth - 1, around)) {
            first[depth] = false;
            if (keyed()) {
                return true;
            }
        }
        return false;
    }

    /** Reads key (field 1) and value (field 2) of the entry here; false when the key is not wanted. */
    private boolean keyed() {
        int next = at;
        int end = to;
        Layout keys = layouts[depth];
        Field key = null;
        int valueFrom = end;
        int valueTo = end;
        at = from;
        while (at < end && !broken) {
            int tag = (int) varint(end);
            value(tag & 7, end);
            if (tag >>> 3 == 1 && keys != null) {
                key = keys.keyed(octets, from, to);
            } else if (tag >>> 3 == 2) {
                valueFrom = from;
                valueTo = to;
            }
        }
        at = broken ? at : next;
        from = valueFrom;
        to = valueTo;
        fields[depth] = key;
        return key != null && !broken;
    }

    /** Steps to the next value if it is of the field {@code before} too. */
    private boolean again(int level, Field before) {
        int mark = at;
        int here = depth;
        depth = level;
        boolean same = at < ends[level] && step() && fields[level] == before;
        depth = here;
        if (!same && !broken) {
            at = mark;
            fields[level] = before;
        }
        return same;
    }

    /** Reads the next field of the message here; false when it is not wanted. */
    private boolean step() {
        int end = ends[depth];
        int tag = (int) varint(end);
        int wire = tag & 7;
        value(wire, end);
        Layout layout = layouts[depth];
        Field field = layout == null || broken ? null : layout.numbered(tag >>> 3);
        fields[depth] = field;
        if (field != null && wire != (field.form().isVarint() ? VARINT : MEASURED)) {
            fall();
            return false;
        }
        return field != null;
    }

    private void value(int wire, int end) {
        from = at;
        switch (wire) {
            case VARINT -> number = varint(end);
            case EIGHT -> advance(8, end);
            case FOUR -> advance(4, end);
            case MEASURED -> {
                long length = varint(end);
                from = at;
                advance(length, end);
            }
            default -> fall();
        }
        to = at;
    }

    private void advance(long length, int end) {
        if (length >= 0 && length <= end - at) {
            at += (int) length;
        } else if (cut && length > 0) {
            at = end;
        } else {
            fall();
        }
    }

    private long varint(int end) {
        long value = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            byte octet = octets[at++];
            value |= (octet & 0x7fL) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        fall();
        return 0;
    }

    private void fall() {
        broken = true;
        at = ends[0];
        from = at;
        to = at;
        for (int i = 0; i <= depth; i++) {
            ends[i] = at;
        }
    }

    @Override
    public String name() {
        Field field = fields[depth];
        return field == null ? "" : field.name();
    }

    @Override
    public boolean array() {
        first[depth] = true;
        return !broken;
    }

    @Override
    public boolean element() {
        if (first[depth]) {
            first[depth] = false;
            return !broken;
        }
        Field field = fields[depth];
        return field != null && again(depth, field);
    }

    @Override
    public boolean isNull() {
        return false;
    }

    @Override
    public @Nullable String text() {
        return to == from ? null : new String(octets, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public boolean bool(boolean absent) {
        return number != 0;
    }

    @Override
    public int integer() {
        if (number != (int) number) {
            remarks.defect(name() + " is not an integer");
            return 0;
        }
        return (int) number;
    }

    @Override
    public long longInteger() {
        return number;
    }

    @Override
    public boolean time() {
        return true;
    }

    @Override
    public @Nullable Instant instant() {
        long seconds = 0;
        long nanos = 0;
        if (object()) {
            while (field()) {
                seconds = name().equals("seconds") ? number : seconds;
                nanos = name().equals("nanos") ? number : nanos;
            }
        }
        // Within a thousand years of 1970: others are none that an API server wrote, and Instant has bounds of its own.
        boolean readable = seconds > -YEARS && seconds < YEARS && nanos >= 0 && nanos < 1_000_000_000;
        return readable && !broken ? Instant.ofEpochSecond(seconds, nanos) : null;
    }

    @Override
    public @Nullable Object tree() {
        Field field = fields[depth];
        if (field == null) {
            return null;
        }
        if (!field.repeated()) {
            // An empty string of a map is one; elsewhere it counts as absent.
            return field.form() == Form.TEXT && field.number() > 0 ? text() : one(field);
        }
        List<Object> list = new ArrayList<>();
        if (array()) {
            while (element()) {
                list.add(one(field));
            }
        }
        return list;
    }

    private Object one(Field field) {
        return switch (field.form()) {
            case BOOLEAN -> number != 0;
            case INTEGER -> number;
            case INT_OR_STRING -> intOrString();
            case MESSAGE, MAP -> map();
            default -> new String(octets, from, to - from, StandardCharsets.UTF_8);
        };
    }

    private Object intOrString() {
        Map<String, Object> either = map();
        // Type 1 is a string (apimachinery, util/intstr).
        boolean isText = Long.valueOf(1).equals(either.get("type"));
        return isText ? either.getOrDefault("strVal", "") : either.getOrDefault("intVal", 0L);
    }

    private Map<String, Object> map() {
        Map<String, Object> map = new LinkedHashMap<>();
        if (object()) {
            while (field()) {
                String name = name();
                Object value = tree();
                if (value != null) {
                    map.put(name, value);
                }
            }
        }
        return map;
    }

    @Override
    public void skip() {
        // Where the value ends is known since it was stepped to.
    }

    @Override
    public Remarks remarks() {
        return remarks;
    }
}
