package io.kinglet.server.corefile;

/** A Corefile that cannot be used, with the place, what was found there and what would be accepted. */
public final class CorefileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;
    private final String problem;

    /** The message becomes {@code file:line:column: problem}. */
    public CorefileException(Position position, String problem) {
        super(position + ": " + problem);
        this.position = position;
        this.problem = problem;
    }

    /** Where the mistake is. */
    public Position position() {
        return position;
    }

    /** The message without the place. */
    public String problem() {
        return problem;
    }
}
