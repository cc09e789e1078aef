package io.kinglet.dns.texttemplate;

import org.jspecify.annotations.Nullable;

/**
 * Something with fields, as a template sees it. A value is a {@link String}, a {@link Long}, a {@link Boolean}, a list or a map of
 * texts to values, another {@code Fields}, a {@link Method}, or null.
 */
@FunctionalInterface
public interface Fields {

    /** What a field gives that takes an argument. */
    @FunctionalInterface
    interface Method {
        @Nullable
        Object of(String argument);
    }

    /**
     * @throws TemplateFailure if there is no such field
     */
    @Nullable
    Object field(String name);
}
