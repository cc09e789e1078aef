package io.kinglet.dns.loadbalance;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.NameSyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How often the addresses of names come first. Immutable.
 *
 * <pre>
 *   # a comment
 *   www.example.org        a name; the lines up to the next one are its
 *   192.0.2.1 3            an address and its weight, 1 to 255
 * </pre>
 */
public final class Weights {

    /** Every address is like every other. */
    public static final Weights NONE = new Weights(Map.of());

    private static final int USUAL = 1;
    private static final int MOST = 255;

    private final Map<DomainName, Map<IpAddress, Integer>> byName;

    private Weights(Map<DomainName, Map<IpAddress, Integer>> byName) {
        this.byName = byName;
    }

    /** Reads the text of a file. Of two weights for an address of one name the first counts. */
    public static Weights read(String text) throws WeightFileException {
        Map<DomainName, Map<IpAddress, Integer>> byName = new HashMap<>();
        Map<IpAddress, Integer> current = null;
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String[] words = line.strip().split("\\s+");
            if (words[0].isEmpty() || words[0].startsWith("#")) {
                continue;
            }
            if (words.length == 1) {
                current = byName.computeIfAbsent(name(words[0], number), it -> new HashMap<>());
            } else if (words.length > 2) {
                throw new WeightFileException(
                        number, "found " + words.length + " words; a line has a name, or an address and its weight");
            } else if (current == null) {
                throw new WeightFileException(
                        number, "found a weight before any name; write the name of the addresses on a line above");
            } else {
                current.putIfAbsent(address(words[0], number), weight(words[1], number));
            }
        }
        return new Weights(byName);
    }

    private static DomainName name(String word, int line) throws WeightFileException {
        if (IpAddress.parse(word) != null) {
            throw new WeightFileException(line, "`" + word + "` lacks a weight; write `" + word + " 1`");
        }
        try {
            return DomainName.parse(word);
        } catch (NameSyntaxException e) {
            throw new WeightFileException(line, "`" + word + "` is no name: " + e.getMessage());
        }
    }

    private static IpAddress address(String word, int line) throws WeightFileException {
        IpAddress address = IpAddress.parse(word);
        if (address == null) {
            throw new WeightFileException(line, "`" + word + "` is no address");
        }
        return address;
    }

    private static int weight(String word, int line) throws WeightFileException {
        int weight = word.matches("[0-9]{1,3}") ? Integer.parseInt(word) : 0;
        if (weight < 1 || weight > MOST) {
            throw new WeightFileException(line, "`" + word + "` is no weight; accepted is 1 to " + MOST);
        }
        return weight;
    }

    /** Names with weights. */
    public int size() {
        return byName.size();
    }

    /**
     * Which of the addresses comes first.
     *
     * @param random any number; over all numbers each address is chosen as often as its weight says
     * @return its place in the list
     */
    int first(DomainName owner, List<IpAddress> addresses, int random) {
        Map<IpAddress, Integer> weights = byName.getOrDefault(owner, Map.of());
        int sum = 0;
        for (IpAddress address : addresses) {
            sum += weights.getOrDefault(address, USUAL);
        }
        int left = Integer.remainderUnsigned(random, sum);
        for (int i = 0; ; i++) {
            left -= weights.getOrDefault(addresses.get(i), USUAL);
            if (left < 0) {
                return i;
            }
        }
    }
}
