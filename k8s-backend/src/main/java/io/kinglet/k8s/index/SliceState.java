package io.kinglet.k8s.index;

import io.kinglet.k8s.schema.PackedSlice;

/** One EndpointSlice as the writer knows it. Writer only. */
final class SliceState {

    private final String id;
    private final ServiceName owner;
    private PackedSlice packed;
    private int mark;

    SliceState(String id, ServiceName owner, PackedSlice packed) {
        this.id = id;
        this.owner = owner;
        this.packed = packed;
    }

    String id() {
        return id;
    }

    ServiceName owner() {
        return owner;
    }

    PackedSlice packed() {
        return packed;
    }

    void packed(PackedSlice next) {
        packed = next;
    }

    int mark() {
        return mark;
    }

    void mark(int list) {
        mark = list;
    }
}
