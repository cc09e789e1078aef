package io.kinglet.dns.replyform;

/**
 * Bits of {@link io.kinglet.dns.wire.Header}'s flags to set and to clear.
 *
 * @param querySet in queries, for the layers below
 * @param replySet in replies
 */
public record HeaderConfig(int querySet, int queryCleared, int replySet, int replyCleared) {

    /** The part that is about queries. */
    public HeaderConfig ofQueries() {
        return new HeaderConfig(querySet, queryCleared, 0, 0);
    }

    /** The part that is about replies. */
    public HeaderConfig ofReplies() {
        return new HeaderConfig(0, 0, replySet, replyCleared);
    }

    public boolean isEmpty() {
        return (querySet | queryCleared | replySet | replyCleared) == 0;
    }
}
