package io.kinglet.k8s.watch;

/** Is told of every request to the API server. Called by the reading threads; must be fast, thread-safe and not throw. */
public interface RestObserver {

    /** Watches nothing. */
    RestObserver NONE = (verb, host, code, nanos) -> {};

    /**
     * A request was answered, or failed.
     *
     * @param verb the HTTP method
     * @param host host and port of the API server
     * @param code HTTP status code; 0 when no response came
     * @param nanos nanoseconds from the request to the header of the response; a watch's body comes after
     */
    void request(String verb, String host, int code, long nanos);

    /** A request was held back for {@code nanos} nanoseconds by the rate limit. Called for each request when there is one. */
    default void limited(String verb, String host, long nanos) {}
}
