package io.kinglet.dns.hosts;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.NameTable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one name; null where there are no records of a type. Immutable.
 *
 * @param key the name in canonical wire format
 */
record HostEntry(
        byte[] key,
        @Nullable Answer v4,
        @Nullable Answer v6,
        @Nullable Answer pointers) implements NameTable.Entry {}
