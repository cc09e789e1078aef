package io.kinglet.dns.expression;

/** What a term gives. */
enum Kind {
    /** {@link Boolean} */
    YES_NO("true or false"),
    /** {@link Long} */
    NUMBER("a number"),
    /** {@link String} */
    TEXT("a text"),
    /** {@link java.util.List} of texts or numbers */
    LIST("a list");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    static Kind of(Object value) {
        return value instanceof String
                ? TEXT
                : value instanceof Long ? NUMBER : value instanceof Boolean ? YES_NO : LIST;
    }

    /** For messages. */
    String words() {
        return words;
    }
}
