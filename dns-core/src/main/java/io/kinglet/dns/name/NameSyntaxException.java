package io.kinglet.dns.name;

/** Text that is no domain name. The message quotes the text and says which rule it breaks. */
public final class NameSyntaxException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    NameSyntaxException(String text, String rule) {
        super("\"" + text + "\" is not a domain name: " + rule);
    }
}
