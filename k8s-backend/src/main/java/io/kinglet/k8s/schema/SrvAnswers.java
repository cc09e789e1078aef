package io.kinglet.k8s.schema;

import io.kinglet.dns.answer.Answer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * SRV answers of an {@link EndpointSet}, made when first asked for and kept: a set lives until its Service changes. Safe for use by
 * many threads: two may make the same answer, and either is right.
 */
final class SrvAnswers {

    /** Ports are few; beyond this many an answer is made anew for every query. */
    private static final int MOST_KEPT = 32;

    private record Kept(byte[] port, byte[] protocol, Answer answer) {}

    private static final Kept[] NOTHING = {};

    private final EndpointSet set;
    private volatile Kept[] kept = NOTHING;

    SrvAnswers(EndpointSet set) {
        this.set = set;
    }

    @Nullable
    Answer of(byte[] lower, int port, int protocol) {
        for (Kept one : kept) {
            if (PortSet.is(one.port, lower, port) && PortSet.is(one.protocol, lower, protocol)) {
                return one.answer;
            }
        }
        if (!set.hasPort(lower, port, protocol)) {
            return null;
        }
        Answer answer = make(IntStream.range(0, set.size()).toArray(), lower, port, protocol);
        Kept[] before = kept;
        if (before.length < MOST_KEPT && answer != null) {
            Kept[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = new Kept(PortSet.word(lower, port), PortSet.word(lower, protocol), answer);
            kept = after;
        }
        return answer;
    }

    @Nullable
    Answer of(byte[] lower, int length) {
        return make(set.all(lower, length, EndpointSet.ANY_FAMILY), lower, PortSet.ANY, PortSet.ANY);
    }

    private @Nullable Answer make(int[] endpoints, byte[] lower, int port, int protocol) {
        EndpointArrays arrays = set.arrays();
        Map<String, Integer> firstOfLabel = new HashMap<>();
        Set<Long> tuples = new LinkedHashSet<>();
        Set<Integer> glued = new LinkedHashSet<>();
        int total = 0;
        for (int e : endpoints) {
            byte[] label = arrays.label(e);
            String name = label == null ? "" : new String(label, java.nio.charset.StandardCharsets.ISO_8859_1);
            int target = label == null ? e : firstOfLabel.merge(name, e, (first, second) -> first);
            PortSet ports = arrays.ports(e);
            for (int p = 0; p < ports.size(); p++) {
                if (ports.matches(p, lower, port, protocol)) {
                    tuples.add((long) target << 16 | ports.number(p));
                    glued.add(e);
                    total++;
                }
            }
        }
        if (total == 0) {
            return null;
        }
        long[] records = tuples.stream().mapToLong(Long::longValue).toArray();
        int[] glue = glued.stream().mapToInt(Integer::intValue).toArray();
        return new Answer.Positive(
                List.of(new EndpointSrv(set, records, EndpointSrv.weight(total))),
                List.of(new EndpointGlue(set, glue)));
    }
}
