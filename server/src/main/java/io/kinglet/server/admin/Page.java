package io.kinglet.server.admin;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is shown at a path. Called on the thread of the endpoint; must not block. */
@FunctionalInterface
public interface Page {

    /**
     * What is asked for. Nothing of it is to be trusted.
     *
     * @param parameters of the query part, decoded; of several with one name the first
     * @param host the Host field as it came, perhaps with a port; null when there is none
     */
    record Request(
            String path,
            Map<String, String> parameters,
            @Nullable String host) {

        public Request {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * What is shown.
     *
     * @param status HTTP status code
     * @param fields further fields of the head, by name
     */
    record Response(int status, String contentType, String body, Map<String, String> fields) {

        private static final String TEXT = "text/plain; charset=utf-8";

        public Response {
            fields = Map.copyOf(fields);
        }

        /** Without further fields. */
        public Response(int status, String contentType, String body) {
            this(status, contentType, body, Map.of());
        }

        /** A few words. */
        public static Response text(int status, String body) {
            return new Response(status, TEXT, body);
        }
    }

    Response show(Request request);
}
