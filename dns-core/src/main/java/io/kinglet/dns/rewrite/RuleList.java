package io.kinglet.dns.rewrite;

import io.kinglet.dns.index.NameTable;
import io.kinglet.dns.name.DomainName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules in their order. Those about one exact name are found by it, however many there are. Immutable. */
final class RuleList {

    /**
     * @param positions of the rules about the name, ascending
     */
    private record Exact(byte[] key, int[] positions) implements NameTable.Entry {}

    private final RewriteRule[] rules;
    private final NameTable<Exact> exact;
    private final int[] others;

    RuleList(List<RewriteRule> list) {
        rules = list.toArray(RewriteRule[]::new);
        Map<DomainName, List<Integer>> named = new LinkedHashMap<>();
        List<Integer> rest = new ArrayList<>();
        for (int i = 0; i < rules.length; i++) {
            NameMatch names = rules[i].names();
            DomainName name = names == null ? null : names.name();
            (name == null ? rest : named.computeIfAbsent(name, it -> new ArrayList<>())).add(i);
        }
        NameTable.Edit<Exact> edit = NameTable.<Exact>empty().edit();
        named.forEach((name, positions) -> edit.put(new Exact(name.canonicalOctets(), ints(positions))));
        exact = edit.build();
        others = ints(rest);
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    RewriteRule get(int position) {
        return rules[position];
    }

    /**
     * The first rule from {@code position} on that is about a question; -1 when there is none. Allocates only for regular expressions.
     *
     * @param lower QNAME in lower case
     */
    int next(int position, byte[] lower, int length, int type, int recordClass) {
        int found = exact.size() == 0 ? rules.length : nextExact(position, lower, length);
        for (int i = first(others, position); i < others.length && others[i] < found; i++) {
            RewriteRule rule = rules[others[i]];
            NameMatch names = rule.names();
            if (rule.concerns(type, recordClass) && (names == null || names.matches(lower, length))) {
                return others[i];
            }
        }
        return found == rules.length ? -1 : found;
    }

    private int nextExact(int position, byte[] lower, int length) {
        Exact entry = exact.get(lower, 0, length);
        int at = entry == null ? 0 : first(entry.positions, position);
        return entry == null || at == entry.positions.length ? rules.length : entry.positions[at];
    }

    /** The first index whose number is {@code least} or more. */
    private static int first(int[] ascending, int least) {
        if (least == 0) {
            return 0;
        }
        int at = Arrays.binarySearch(ascending, least);
        return at < 0 ? -at - 1 : at;
    }
}
