package io.kinglet.k8s.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Selectors and ranges of addresses as they are written, matched in the plainest way; for {@link NaivePolicies}. */
final class NaiveMatching {

    private NaiveMatching() {}

    static boolean inside(Map<String, Object> block, String address) {
        if (!within((String) block.get("cidr"), address)) {
            return false;
        }
        for (Object except : list(block.get("except"))) {
            if (within((String) except, address)) {
                return false;
            }
        }
        return true;
    }

    /** Compares the texts of their bits. */
    static boolean within(String cidr, String address) {
        String[] parts = cidr.split("/");
        String net = bits(parts[0]);
        String one = bits(address);
        return net.length() == one.length() && one.startsWith(net.substring(0, Integer.parseInt(parts[1])));
    }

    private static String bits(String address) {
        try {
            StringBuilder bits = new StringBuilder();
            for (byte octet : InetAddress.getByName(address).getAddress()) {
                for (int i = 7; i >= 0; i--) {
                    bits.append(octet >> i & 1);
                }
            }
            return bits.toString();
        } catch (UnknownHostException e) {
            throw new AssertionError(address, e);
        }
    }

    static boolean selected(@Nullable Object selector, Map<String, String> labels) {
        Map<String, Object> of = map(selector);
        for (Map.Entry<String, Object> label : map(of.get("matchLabels")).entrySet()) {
            if (!label.getValue().equals(labels.get(label.getKey()))) {
                return false;
            }
        }
        for (Object item : list(of.get("matchExpressions"))) {
            Map<String, Object> expression = map(item);
            boolean has = labels.containsKey(expression.get("key"));
            boolean listed = has && list(expression.get("values")).contains(labels.get(expression.get("key")));
            String operator = (String) expression.get("operator");
            if (operator.equals("In") && !listed
                    || operator.equals("NotIn") && listed
                    || operator.equals("Exists") && !has
                    || operator.equals("DoesNotExist") && has) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
