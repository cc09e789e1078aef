package io.kinglet.k8s.schema;

import io.kinglet.k8s.model.ServicePort;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The ports of a Service or an EndpointSlice, ready to be compared with labels. Immutable.
 *
 * <p>A port label is compared without its leading underscore, which the specification demands and the peer does not; an empty rest
 * stands for any port.
 */
public final class PortSet {

    /** No label: every port, the unnamed ones included. */
    public static final int ANY = -1;

    private static final byte[] NO_WORD = {};

    private final List<ServicePort> ports;
    private final byte[][] names;
    private final byte[][] protocols;
    private final int[] twins;

    public PortSet(List<ServicePort> ports) {
        this.ports = List.copyOf(ports);
        names = new byte[ports.size()][];
        protocols = new byte[ports.size()][];
        twins = new int[ports.size()];
        Map<Integer, Integer> latest = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            names[i] = octets(ports.get(i).name());
            protocols[i] = octets(ports.get(i).protocol());
            Integer twin = latest.put(ports.get(i).number(), i);
            twins[i] = twin == null ? -1 : twin;
        }
    }

    private static byte[] octets(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    }

    public int size() {
        return names.length;
    }

    public int number(int index) {
        return ports.get(index).number();
    }

    /** Calls {@code each} with name and protocol, in lower case, of every port that has a name. */
    public void forEachNamed(BiConsumer<byte[], byte[]> each) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].length > 0) {
                each.accept(names[i].clone(), protocols[i].clone());
            }
        }
    }

    /** The port before {@code index} that has the same number, as TCP and UDP often share one; -1 when there is none. */
    int twin(int index) {
        return twins[index];
    }

    /**
     * Whether port {@code index} goes by these labels.
     *
     * @param port where the port label starts in {@code lower}, or {@link #ANY}
     * @param protocol where the protocol label starts, or {@link #ANY}
     */
    public boolean matches(int index, byte[] lower, int port, int protocol) {
        return matches(names[index], lower, port) && matches(protocols[index], lower, protocol);
    }

    /** Whether any port goes by these labels. */
    public boolean anyMatches(byte[] lower, int port, int protocol) {
        for (int i = 0; i < names.length; i++) {
            if (matches(i, lower, port, protocol)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a named port has this protocol: then {@code _PROTOCOL.SERVICE} is an empty non-terminal (RFC 8020). */
    public boolean hasProtocol(byte[] lower, int protocol) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].length > 0 && matches(protocols[i], lower, protocol)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] word, byte[] lower, int label) {
        return is(NO_WORD, lower, label) || is(word, lower, label);
    }

    /** Whether a label is this word, its underscore apart; {@link #ANY} and an empty rest are the empty word. */
    static boolean is(byte[] word, byte[] lower, int label) {
        if (label == ANY) {
            return word.length == 0;
        }
        int start = start(lower, label);
        int end = label + 1 + lower[label];
        return Arrays.equals(word, 0, word.length, lower, start, end);
    }

    /** The word of a label. */
    static byte[] word(byte[] lower, int label) {
        return label == ANY ? NO_WORD : Arrays.copyOfRange(lower, start(lower, label), label + 1 + lower[label]);
    }

    private static int start(byte[] lower, int label) {
        return lower[label + 1] == '_' ? label + 2 : label + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PortSet set && set.ports.equals(ports);
    }

    @Override
    public int hashCode() {
        return ports.hashCode();
    }
}
