package io.kinglet.server.admin;

/** What is shown at a path. Called on the thread of the endpoint; must not block. */
@FunctionalInterface
public interface Page {

    /**
     * What is shown.
     *
     * @param status HTTP status code
     */
    record Response(int status, String contentType, String body) {

        private static final String TEXT = "text/plain; charset=utf-8";

        /** A few words. */
        public static Response text(int status, String body) {
            return new Response(status, TEXT, body);
        }
    }

    Response show();
}
