package io.kinglet.dns.tsig;

import io.kinglet.dns.name.DomainName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to be signed, and the keys that may.
 *
 * @param zones whose queries are looked at; others pass
 * @param types that have to be signed; null for all
 * @param opcodes that have to be signed; null for all
 */
public record TsigConfig(
        List<DomainName> zones,
        Map<DomainName, TsigKey> keys,
        @Nullable Set<Integer> types,
        @Nullable Set<Integer> opcodes) {

    public TsigConfig {
        zones = List.copyOf(zones);
        keys = Map.copyOf(keys);
        types = types == null ? null : Set.copyOf(types);
        opcodes = opcodes == null ? null : Set.copyOf(opcodes);
    }

    boolean requires(int type, int opcode) {
        return types == null || opcodes == null || types.contains(type) || opcodes.contains(opcode);
    }
}
