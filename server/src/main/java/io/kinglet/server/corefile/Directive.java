package io.kinglet.server.corefile;

import java.util.List;

/**
 * A line of a server block, or of the body of another directive. Immutable.
 *
 * @param name the first word
 * @param arguments the other words of the line
 * @param body the lines between the braces that the line opened, in order
 * @param hasBody whether there were braces at all
 * @param position of the name
 */
public record Directive(String name, List<Token> arguments, List<Directive> body, boolean hasBody, Position position) {
    /** Copies the lists. */
    public Directive {
        arguments = List.copyOf(arguments);
        body = List.copyOf(body);
    }
}
