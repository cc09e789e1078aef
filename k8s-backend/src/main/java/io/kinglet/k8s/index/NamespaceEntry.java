package io.kinglet.k8s.index;

import io.kinglet.dns.index.NameTable;

/** A namespace that exists. Immutable but for the mark. */
final class NamespaceEntry implements NameTable.Entry {

    private final byte[] key;
    private final NamespaceEntry[] alone = {this};
    private int mark;

    NamespaceEntry(String name) {
        key = ServiceName.label(name);
    }

    @Override
    public byte[] key() {
        return key;
    }

    NamespaceEntry[] alone() {
        return alone;
    }

    /** The number of the list that saw it last. Writer only. */
    int mark() {
        return mark;
    }

    void mark(int list) {
        mark = list;
    }
}
