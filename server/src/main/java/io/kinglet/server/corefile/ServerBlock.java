package io.kinglet.server.corefile;

import java.util.List;

/**
 * A set of zones served alike. Immutable.
 *
 * @param keys at least one, in the order written; a CIDR may have become several
 * @param directives in the order written, which is not the order of execution
 * @param position of the first key
 */
public record ServerBlock(List<ServerKey> keys, List<Directive> directives, Position position) {
    /** Copies the lists. */
    public ServerBlock {
        keys = List.copyOf(keys);
        directives = List.copyOf(directives);
    }

    /** The directives of this name, in the order written. */
    public List<Directive> named(String name) {
        return directives.stream()
                .filter(directive -> directive.name().equals(name))
                .toList();
    }

    /** Whether a directive of this name is present. */
    public boolean has(String name) {
        return directives.stream().anyMatch(directive -> directive.name().equals(name));
    }
}
