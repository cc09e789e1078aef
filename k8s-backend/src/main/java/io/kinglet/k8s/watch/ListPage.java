package io.kinglet.k8s.watch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One page of a list; the items go to the intake as they are read. Confined to one thread. */
final class ListPage {

    private final Intake intake;
    private @Nullable String token;
    private String version = "";

    ListPage(Intake intake) {
        this.intake = intake;
    }

    /** @throws IOException when the text is no list, or ends within one */
    void read(JsonCursor json) throws IOException {
        if (!json.next() || !json.object()) {
            throw new IOException("the API server did not answer with a list");
        }
        boolean items = false;
        while (json.field()) {
            switch (json.name()) {
                case "metadata" -> metadata(json);
                case "items" -> {
                    items = true;
                    items(json);
                }
                default -> json.skip();
            }
        }
        // Read to the very end, so that the connection serves the next request too.
        if (!items || json.next()) {
            throw new IOException("the API server did not answer with a list");
        }
    }

    private void metadata(JsonCursor json) {
        if (!json.object()) {
            return;
        }
        while (json.field()) {
            switch (json.name()) {
                case "continue" -> {
                    String text = json.text();
                    token = text == null || text.isEmpty() ? null : text;
                }
                case "resourceVersion" -> {
                    String text = json.text();
                    version = text == null ? "" : text;
                }
                default -> json.skip();
            }
        }
    }

    private void items(JsonCursor json) {
        if (!json.array()) {
            return;
        }
        while (json.element()) {
            intake.object().read(json);
            intake.put(json);
        }
    }

    /** What the next page is asked for with; null on the last. */
    @Nullable
    String token() {
        return token;
    }

    /** The resource version of the list. */
    String version() {
        return version;
    }
}
