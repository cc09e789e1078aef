package io.kinglet.k8s.watch;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A body in JSON: a list as one object, or a watch as a sequence of {@code {"type": ..., "object": ...}}. */
final class JsonContent implements Content {

    private final JsonCursor json;

    JsonContent(InputStream body) {
        json = new JsonCursor(body);
    }

    @Override
    public ListPage page(Intake intake) throws IOException {
        if (!json.next() || !json.object()) {
            throw new IOException("the API server did not answer with a list");
        }
        ListPage page = ListPage.of(null, null);
        boolean items = false;
        while (json.field()) {
            switch (json.name()) {
                case "metadata" -> page = metadata();
                case "items" -> {
                    items = true;
                    items(intake);
                }
                default -> json.skip();
            }
        }
        // Read to the very end, so that the connection serves the next request too.
        if (!items || json.next()) {
            throw new IOException("the API server did not answer with a list");
        }
        return page;
    }

    private ListPage metadata() {
        String token = null;
        String version = null;
        if (json.object()) {
            while (json.field()) {
                switch (json.name()) {
                    case "continue" -> token = json.text();
                    case "resourceVersion" -> version = json.text();
                    default -> json.skip();
                }
            }
        }
        return ListPage.of(token, version);
    }

    private void items(Intake intake) {
        if (!json.array()) {
            return;
        }
        while (json.element()) {
            intake.object().read(json);
            intake.put(json);
        }
    }

    @Override
    public @Nullable String event(ObjectReader object) {
        if (!json.next()) {
            return null;
        }
        String type = null;
        boolean complete = false;
        if (json.object()) {
            while (json.field()) {
                if (json.name().equals("type")) {
                    type = json.text();
                } else if (json.name().equals("object")) {
                    object.read(json);
                    complete = true;
                } else {
                    json.skip();
                }
            }
        }
        return complete && type != null ? type : "";
    }

    @Override
    public Cursor cursor() {
        return json;
    }

    @Override
    public void close() {
        json.close();
    }
}
