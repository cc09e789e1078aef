package io.kinglet.dns.expression;

import io.kinglet.dns.resolver.Metadata;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What an expression may know besides the query.
 *
 * @param server where the query was received: the address that is listened on, which may be the wildcard address; null where
 *     expressions cannot ask for it, see {@link Declarations}
 * @param matched what a pattern found in the name and what was worked out of it
 */
public record Asked(@Nullable InetSocketAddress server, Metadata metadata, Matched matched) {

    /** Groups and variables. Confined to one query. */
    public interface Matched {

        /** The text of a group by its name or its number in digits; empty when there is none. */
        String group(String name);

        /**
         * The value of a variable.
         *
         * @param index as {@link Variable#index()}; its value is worked out already
         */
        Object variable(int index);
    }

    private static final Matched NOTHING = new Matched() {
        @Override
        public String group(String name) {
            return "";
        }

        @Override
        public Object variable(int index) {
            throw new IllegalArgumentException("no variable " + index);
        }
    };

    /** Where no pattern is. */
    public Asked(InetSocketAddress server, Metadata metadata) {
        this(server, metadata, NOTHING);
    }
}
