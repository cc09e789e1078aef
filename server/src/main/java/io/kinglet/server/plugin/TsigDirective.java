package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.rr.Opcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.tsig.TsigConfig;
import io.kinglet.dns.tsig.TsigKey;
import io.kinglet.dns.tsig.TsigLayer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.nio.file.InvalidPathException;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code tsig [ZONE...] { secret NAME KEY; secrets FILE; require all|none|TYPE...; require_opcode all|none|OPCODE... }}: signed
 * queries are verified and their replies signed.
 */
public record TsigDirective(TsigConfig config) implements Part {

    private static final Map<String, Integer> OPCODES = Map.of(
            "QUERY", Opcode.QUERY,
            "IQUERY", Opcode.IQUERY,
            "STATUS", Opcode.STATUS,
            "NOTIFY", Opcode.NOTIFY,
            "UPDATE", Opcode.UPDATE);

    @Override
    public Layer layer(Host host) {
        return new TsigLayer(config, () -> System.currentTimeMillis() / 1000);
    }

    @Override
    public Layer notifyLayer(Host host) {
        return layer(host);
    }

    static TsigDirective read(DirectiveReader line, BlockScope block) {
        return new TsigDirective(new Reading(block).read(line));
    }

    /** One directive while it is read. */
    private static final class Reading {

        private final BlockScope block;
        private final Map<DomainName, TsigKey> keys = new LinkedHashMap<>();
        private @Nullable Set<Integer> types = Set.of();
        private @Nullable Set<Integer> opcodes = Set.of();

        Reading(BlockScope block) {
            this.block = block;
        }

        TsigConfig read(DirectiveReader directive) {
            List<DomainName> zones = Zones.rest(directive, block.zones());
            directive.body(Map.of(
                    "secret", this::secret,
                    "secrets", this::secrets,
                    "require", this::require,
                    "require_opcode", this::requireOpcode));
            directive.end();
            return new TsigConfig(zones, keys, types, opcodes);
        }

        private void secret(DirectiveReader line) {
            Token name = line.next("the name of the key");
            Token secret = line.next("the secret in base64");
            add(line, name, name.text(), secret.text());
        }

        private void secrets(DirectiveReader line) {
            Token file = line.next("the file of keys");
            try {
                TsigKeyFile.read(block.path(file.text())).forEach((name, secret) -> add(line, file, name, secret));
            } catch (TsigKeyFile.UnreadableException | InvalidPathException e) {
                throw line.error(file, "`secrets` of `tsig`: " + e.getMessage());
            }
        }

        private void add(DirectiveReader line, Token place, String name, String secret) {
            TsigKey key;
            try {
                key = new TsigKey(DomainName.parse(name), Base64.getDecoder().decode(secret));
            } catch (NameSyntaxException e) {
                throw line.error(place, String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException e) {
                // Not what it is: a secret does not belong into a log.
                throw line.error(place, "the secret of the key `" + name + "` is no base64");
            }
            if (keys.putIfAbsent(key.name(), key) != null) {
                throw line.error(place, "the key `" + name + "` is there twice in `tsig`");
            }
        }

        private void require(DirectiveReader line) {
            types = required(line, "query types such as `AXFR`", token -> {
                int type = RecordType.parse(token.text());
                return type < 0 ? null : type;
            });
        }

        private void requireOpcode(DirectiveReader line) {
            opcodes = required(line, "opcodes such as `NOTIFY`", token -> OPCODES.get(token.text()));
        }

        /** Null for all. A later line takes the place of one before. */
        private static @Nullable Set<Integer> required(
                DirectiveReader line, String what, Function<Token, @Nullable Integer> number) {
            List<Token> words = line.rest("`all`, `none`, or " + what, 1, Integer.MAX_VALUE);
            String first = words.get(0).text();
            if (first.equals("all") || first.equals("none")) {
                if (words.size() > 1) {
                    throw line.error(words.get(1), "`" + first + "` stands alone in `" + line.name() + "` of `tsig`");
                }
                return first.equals("all") ? null : Set.of();
            }
            Set<Integer> numbers = new HashSet<>();
            for (Token word : words) {
                Integer value = number.apply(word);
                if (value == null) {
                    throw line.expected(word, "`all`, `none`, or " + what);
                }
                numbers.add(value);
            }
            return numbers;
        }
    }
}
