package io.kinglet.server.transport.https;

/** The media type of a DNS message (RFC 8484 section 6). Stateless. */
public final class MediaType {

    /** As it is written. */
    public static final String MESSAGE = "application/dns-message";

    private MediaType() {}

    /** Whether a {@code Content-Type} says so, whatever its case and its parameters (RFC 9110 section 8.3.1). */
    public static boolean isMessage(CharSequence contentType) {
        String text = contentType.toString();
        int end = text.indexOf(';');
        return MESSAGE.equalsIgnoreCase((end < 0 ? text : text.substring(0, end)).strip());
    }
}
