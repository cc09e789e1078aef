package io.kinglet.dns.rewrite;

import io.kinglet.dns.rewrite.RewriteRule.Option;
import io.kinglet.dns.wire.Edns;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** The EDNS options of a query while rules change them, and how the reply shall show them. Confined to one query. */
final class Options {

    /**
     * @param ours whether a rule gave it its value, so that upstreams get it
     */
    private record Entry(int code, byte[] data, boolean ours) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Entry> shown = new ArrayList<>();
    private boolean changed;

    Options(Query asked) {
        Edns edns = asked.edns();
        byte[] octets = asked.octets();
        int end = edns.optionsOffset() + edns.optionsLength();
        for (int at = edns.optionsOffset(); at < end; ) {
            int length = Header.u16(octets, at + 2);
            entries.add(new Entry(Header.u16(octets, at), Arrays.copyOfRange(octets, at + 4, at + 4 + length), false));
            at += 4 + length;
        }
    }

    /** Whether any rule did anything. */
    boolean changed() {
        return changed;
    }

    boolean remove(int code) {
        entries.removeIf(it -> it.code == code);
        changed = true;
        return true;
    }

    /** Gives an option a value as the rule says; whether it did. */
    boolean put(Option rule, byte[] data) {
        int code = rule.code();
        Entry entry = new Entry(code, data, true);
        int at = find(entries, code);
        if (at >= 0 ? !rule.existing() : !rule.absent()) {
            return false;
        }
        if (at >= 0) {
            Entry before = entries.set(at, entry);
            if (rule.reverted()) {
                undo.add(() -> replace(code, before));
            }
        } else {
            entries.add(entry);
            if (rule.reverted()) {
                undo.add(() -> take(code));
            }
        }
        changed = true;
        return true;
    }

    private void replace(int code, Entry before) {
        int at = find(shown, code);
        if (at >= 0) {
            shown.set(at, before);
        }
    }

    private void take(int code) {
        int at = find(shown, code);
        if (at >= 0) {
            shown.remove(at);
        }
    }

    private static int find(List<Entry> entries, int code) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).code == code) {
                return i;
            }
        }
        return -1;
    }

    /** All of them. */
    byte[] encoded() {
        return encoded(entries, it -> true);
    }

    /** Those that upstreams shall get. */
    byte[] sent() {
        return encoded(entries, Entry::ours);
    }

    /** Those for the reply: of these codes, with what was reverted taken back, the last change first. */
    byte[] reply(Predicate<Integer> codes) {
        shown.addAll(entries);
        for (int i = undo.size() - 1; i >= 0; i--) {
            undo.get(i).run();
        }
        byte[] encoded = encoded(shown, it -> codes.test(it.code));
        shown.clear();
        return encoded;
    }

    private static byte[] encoded(List<Entry> entries, Predicate<Entry> which) {
        int length = entries.stream()
                .filter(which)
                .mapToInt(it -> 4 + it.data.length)
                .sum();
        byte[] octets = new byte[length];
        int at = 0;
        for (Entry entry : entries) {
            if (which.test(entry)) {
                Header.putU16(octets, at, entry.code);
                Header.putU16(octets, at + 2, entry.data.length);
                System.arraycopy(entry.data, 0, octets, at + 4, entry.data.length);
                at += 4 + entry.data.length;
            }
        }
        return octets;
    }
}
