package io.kinglet.k8s.watch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The body of a response, read object by object. Confined to one thread. */
sealed interface Content extends AutoCloseable permits JsonContent, ProtobufContent {

    /** Reads a page of a list; each item goes to {@code intake} as soon as it is read. */
    ListPage page(Intake intake) throws IOException;

    /** Reads the next event of a watch and its object: ADDED, MODIFIED and so on; empty for no event, null at the end. */
    @Nullable
    String event(ObjectReader object) throws IOException;

    /** Where the object of the event was read from. */
    Cursor cursor();

    @Override
    void close();

    /**
     * How a page of a list ended.
     *
     * @param token what the next page is asked for with; null on the last
     * @param version the resource version of the list
     */
    record ListPage(@Nullable String token, String version) {

        static ListPage of(@Nullable String token, @Nullable String version) {
            return new ListPage(token == null || token.isEmpty() ? null : token, version == null ? "" : version);
        }
    }
}
