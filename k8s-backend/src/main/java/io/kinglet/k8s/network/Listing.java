package io.kinglet.k8s.network;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** What was there when a full list of a kind began, and which of it has been put since: one bit each. Confined to one thread. */
final class Listing {

    private record Before(Shelf<?> shelf, BitSet seen) {}

    private final Map<String, Before> namespaces = new HashMap<>();

    void before(String namespace, Shelf<?> shelf) {
        namespaces.put(namespace, new Before(shelf, new BitSet(shelf.size())));
    }

    void seen(String namespace, String name) {
        Before before = namespaces.get(namespace);
        int place = before == null ? -1 : before.shelf.place(name);
        if (before != null && place >= 0) {
            before.seen.set(place);
        }
    }

    /** Calls {@code gone} with the namespace and name of each that was not seen. */
    void forEachUnseen(BiConsumer<String, String> gone) {
        namespaces.forEach((namespace, before) -> {
            for (int i = before.seen.nextClearBit(0); i < before.shelf.size(); i = before.seen.nextClearBit(i + 1)) {
                gone.accept(namespace, before.shelf.nameAt(i));
            }
        });
    }
}
