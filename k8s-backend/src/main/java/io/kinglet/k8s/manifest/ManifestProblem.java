package io.kinglet.k8s.manifest;

/**
 * One thing wrong with a manifest.
 *
 * @param message the field, what was found there, and what is accepted
 */
public record ManifestProblem(Position at, String message) {

    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return at + ": " + message;
    }
}
