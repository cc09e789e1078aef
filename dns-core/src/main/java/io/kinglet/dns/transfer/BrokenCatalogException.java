package io.kinglet.dns.transfer;

/** A catalog zone that says nothing one may act on (RFC 9432 section 5.1). The message says why, as part of a sentence. */
final class BrokenCatalogException extends Exception {

    private static final long serialVersionUID = 1;

    BrokenCatalogException(String message) {
        super(message);
    }
}
