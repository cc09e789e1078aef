package io.kinglet.server.plugin;

import io.kinglet.dns.loadbalance.LoadBalanceConfig;
import io.kinglet.dns.loadbalance.LoadBalanceConfig.Weighted;
import io.kinglet.dns.loadbalance.LoadBalanceLayer;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code loadbalance [round_robin | weighted FILE] { reload DURATION; prefer CIDR... }}: in which order addresses are sent.
 *
 * @param position of the name of the file, or of the directive
 */
public record LoadbalanceDirective(LoadBalanceConfig config, Position position) implements Part {

    private static final Duration RELOAD = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofDays(365);

    @Override
    public Layer layer(Host host) {
        return config.equals(LoadBalanceConfig.ROUND_ROBIN) ? new LoadBalanceLayer() : host.loadBalance(this);
    }

    static LoadbalanceDirective read(DirectiveReader directive, BlockScope block) {
        Token file = null;
        if (directive.hasNext()
                && directive.oneOf("the policy", "round_robin", "weighted").equals("weighted")) {
            file = directive.next("the file of the weights");
        }
        Duration reload = RELOAD;
        List<IpPrefix> preferred = new ArrayList<>();
        for (DirectiveReader line : directive.body()) {
            if (line.name().equals("prefer")) {
                preferred.addAll(prefixes(line));
            } else if (line.name().equals("reload") && file != null) {
                reload = line.duration("the interval", Duration.ZERO, LONGEST);
            } else if (line.name().equals("reload")) {
                throw line.error("`reload` is about the file of `weighted`, and there is none; remove it");
            } else {
                throw line.unknown(file == null ? List.of("prefer") : List.of("prefer", "reload"));
            }
            line.end();
        }
        directive.end();
        return new LoadbalanceDirective(
                new LoadBalanceConfig(file == null ? null : weighted(directive, file, reload, block), preferred),
                file == null ? directive.position() : file.position());
    }

    private static Weighted weighted(DirectiveReader directive, Token token, Duration reload, BlockScope block) {
        Path file = path(directive, token, block);
        if (Files.notExists(file)) {
            if (reload.isZero()) {
                throw directive.error(token, "there is no file `" + file + "`, and `reload 0` says not to wait for it");
            }
            // It may be there later: a volume that is not mounted yet.
            block.warn(
                    token.position(),
                    "this machine has no file `" + file + "` now; until it has, all addresses weigh the same");
        }
        return new Weighted(file, reload);
    }

    private static List<IpPrefix> prefixes(DirectiveReader line) {
        List<IpPrefix> prefixes = new ArrayList<>();
        for (Token token : line.rest("networks such as `10.0.0.0/8`", 1, Integer.MAX_VALUE)) {
            IpPrefix prefix = token.text().contains("/") ? IpPrefix.parse(token.text()) : null;
            if (prefix == null) {
                throw line.expected(token, "a network such as `10.0.0.0/8` or `2001:db8::/32`");
            }
            prefixes.add(prefix);
        }
        return prefixes;
    }

    private static Path path(DirectiveReader directive, Token file, BlockScope block) {
        try {
            return block.path(file.text());
        } catch (InvalidPathException e) {
            throw directive.error(file, "found `" + file.text() + "` for `loadbalance`, which is no path here");
        }
    }
}
