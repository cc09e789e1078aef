package io.kinglet.dns.texttemplate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values compared as Go's templates do: of one kind only. Stateless. */
final class Comparing {

    private Comparing() {}

    /** Whether the first is equal to any other. */
    static boolean anyEqual(List<@Nullable Object> values) {
        for (Object other : values.subList(1, values.size())) {
            if (equal(values.get(0), other)) {
                return true;
            }
        }
        return false;
    }

    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (!isSimple(a) || !a.getClass().equals(b.getClass())) {
            throw unlike(a, b);
        }
        return a.equals(b);
    }

    static int order(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Long one && b instanceof Long other) {
            return one.compareTo(other);
        }
        if (a instanceof String one && b instanceof String other) {
            return one.compareTo(other);
        }
        throw unlike(a, b);
    }

    private static boolean isSimple(Object value) {
        return value instanceof String || value instanceof Long || value instanceof Boolean;
    }

    private static TemplateFailure unlike(@Nullable Object a, @Nullable Object b) {
        return new TemplateFailure("found " + GoText.kind(a) + " and " + GoText.kind(b) + ", which cannot be compared");
    }
}
