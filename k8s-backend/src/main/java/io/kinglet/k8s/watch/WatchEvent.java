package io.kinglet.k8s.watch;

/** One event of a watch, {@code {"type": ..., "object": ...}}; reused from event to event. Confined to one thread. */
final class WatchEvent {

    private final ObjectReader object;
    private String type = "";

    WatchEvent(ObjectReader object) {
        this.object = object;
    }

    /** Reads the next event; false at the end of the stream. */
    boolean read(JsonCursor json) {
        if (!json.next()) {
            return false;
        }
        type = "";
        boolean complete = false;
        if (json.object()) {
            while (json.field()) {
                if (json.name().equals("type")) {
                    String text = json.text();
                    type = text == null ? "" : text;
                } else if (json.name().equals("object")) {
                    object.read(json);
                    complete = true;
                } else {
                    json.skip();
                }
            }
        }
        if (!complete) {
            type = "";
        }
        return true;
    }

    /** ADDED, MODIFIED, DELETED, BOOKMARK or ERROR; empty for what is no event. */
    String type() {
        return type;
    }
}
