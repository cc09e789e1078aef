package io.kinglet.k8s.index;

import io.kinglet.dns.index.NameTable;
import io.kinglet.k8s.model.Pod.Trait;
import java.util.Set;

/** A namespace that exists. Immutable but for the mark. */
final class NamespaceEntry implements NameTable.Entry {

    private final byte[] key;
    private final NamespaceEntry[] alone = {this};
    private final Set<Trait> traits;
    private final String pod;
    private int mark;

    NamespaceEntry(String name) {
        this(name, Set.of(), "");
    }

    /**
     * One that stands for Pods with these traits alone.
     *
     * @param pod the name of the only one it stands for; empty where that is not kept
     */
    NamespaceEntry(String name, Set<Trait> traits, String pod) {
        key = ServiceName.label(name);
        this.traits = traits;
        this.pod = pod;
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    String pod() {
        return pod;
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
