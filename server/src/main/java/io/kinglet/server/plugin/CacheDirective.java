package io.kinglet.server.plugin;

import io.kinglet.dns.cache.CacheConfig;
import io.kinglet.dns.cache.CacheConfig.Prefetch;
import io.kinglet.dns.cache.CacheConfig.Serving;
import io.kinglet.dns.cache.CacheConfig.Shelving;
import io.kinglet.dns.cache.CacheConfig.Stale;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code cache [TTL] [ZONE...] { ... }}: what upstreams say is kept. */
public record CacheDirective(CacheConfig config) implements Part {

    private static final int MOST = 10_000_000;
    private static final int LONGEST_TTL = Integer.MAX_VALUE;
    private static final Duration LONGEST_SERVFAIL = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Map<String, Serving> REFRESHING =
            Map.of("immediate", Serving.AT_ONCE, "verify", Serving.ON_FAILURE);

    @Override
    public Layer layer(Host host) {
        return host.cache(config);
    }

    static CacheDirective read(DirectiveReader line, BlockScope block) {
        Body body = new Body(block);
        Token first = line.peek();
        if (first != null && first.text().matches("[+-]?[0-9]+")) {
            body.maxTtl(Duration.ofSeconds(line.integer("the longest TTL in seconds", 1, LONGEST_TTL)));
            first = line.peek();
        }
        List<DomainName> zones = Zones.rest(line, block.zones());
        if (first != null && zones.stream().noneMatch(zone -> concerns(zone, block.zones()))) {
            block.warn(
                    first.position(),
                    "`" + first.text() + "` is taken as a zone, and no name of this block is in it: nothing is cached");
        } else if (first != null && first.text().indexOf('.') < 0) {
            block.warn(
                    first.position(),
                    "`" + first.text()
                            + "` is taken as a zone; the longest TTL is a number of seconds without a unit, such as "
                            + "`cache 30`");
        }
        line.body(body.readers());
        line.end();
        return new CacheDirective(body.config(zones));
    }

    private static boolean concerns(DomainName zone, List<DomainName> served) {
        return served.stream().anyMatch(it -> it.isWithin(zone) || zone.isWithin(it));
    }

    /** One reading of a body. */
    private static final class Body {

        private final BlockScope block;
        private Shelving success;
        private Shelving denial;
        private Prefetch prefetch = Prefetch.OFF;
        private @Nullable Stale stale;
        private Duration servfail;
        private boolean keepTtl;
        private @Nullable Position policyAt;

        Body(BlockScope block) {
            this.block = block;
            CacheConfig usual = CacheConfig.of(List.of());
            success = usual.success();
            denial = usual.denial();
            servfail = usual.servfail();
        }

        void maxTtl(Duration ttl) {
            success = new Shelving(success.capacity(), ttl, success.minTtl(), success.disabled());
            denial = new Shelving(denial.capacity(), ttl, denial.minTtl(), denial.disabled());
        }

        CacheConfig config(List<DomainName> zones) {
            return new CacheConfig(zones, success, denial, prefetch, stale(), servfail, keepTtl);
        }

        private Stale stale() {
            Stale said = stale;
            if (policyAt == null) {
                return said == null ? Stale.ON_OUTAGE : said;
            }
            if (said == null) {
                throw new CorefileException(
                        policyAt, "`serve_stale_policy` says which stale answers are served; add `serve_stale`");
            }
            return said.preferringPositive();
        }

        Map<String, Consumer<DirectiveReader>> readers() {
            return Map.of(
                    "success",
                    it -> success = shelving(it, success),
                    "denial",
                    it -> denial = shelving(it, denial),
                    "prefetch",
                    this::prefetch,
                    "serve_stale",
                    this::stale,
                    "serve_stale_policy",
                    this::policy,
                    "servfail",
                    it -> servfail = it.duration("the time", Duration.ZERO, LONGEST_SERVFAIL),
                    "disable",
                    this::disable,
                    "keepttl",
                    it -> keepTtl = it.flag());
        }

        private Shelving shelving(DirectiveReader line, Shelving usual) {
            int capacity = Math.max(1, line.integer("the entries", 0, MOST));
            Duration maxTtl = line.hasNext()
                    ? Duration.ofSeconds(line.integer("the longest TTL in seconds", 1, LONGEST_TTL))
                    : usual.maxTtl();
            Duration minTtl = line.hasNext()
                    ? Duration.ofSeconds(line.integer("the shortest time in seconds", 0, LONGEST_TTL))
                    : usual.minTtl();
            Token extra = line.peek();
            if (extra != null) {
                block.warn(extra.position(), "`" + extra.text() + "` has no meaning here and is ignored");
                line.rest();
            }
            return new Shelving(capacity, maxTtl, minTtl, usual.disabled());
        }

        private void prefetch(DirectiveReader line) {
            int amount = line.integer("the queries", 0, MOST);
            Duration duration =
                    line.hasNext() ? line.duration("the time", Duration.ZERO, LONGEST) : Prefetch.OFF.duration();
            int percentage = line.hasNext() ? line.percentage("the time left", 10, 90) : Prefetch.OFF.percentage();
            prefetch = new Prefetch(amount, duration, percentage);
        }

        private void stale(DirectiveReader line) {
            Duration duration =
                    line.hasNext() ? line.duration("the time", Duration.ZERO, LONGEST) : Duration.ofHours(1);
            Serving serving = line.hasNext() ? line.oneOfAnyCase("when to refresh", REFRESHING) : Serving.AT_ONCE;
            Duration patience = serving == Serving.ON_FAILURE && line.hasNext()
                    ? line.duration("the time to wait for the upstream", Duration.ZERO, LONGEST)
                    : Duration.ZERO;
            int ttl = line.hasNext() ? staleTtl(line) : Stale.TTL;
            Duration recheck = line.hasNext()
                    ? line.duration("the time between refreshes that fail", Duration.ZERO, LONGEST_SERVFAIL)
                    : Duration.ZERO;
            stale = duration.isZero() ? Stale.OFF : new Stale(duration, serving, patience, ttl, recheck, false);
        }

        private static int staleTtl(DirectiveReader line) {
            Token token = line.peek();
            Duration ttl = line.duration("the TTL of stale answers", Duration.ZERO, LONGEST);
            if (token != null && ttl.getNano() != 0) {
                throw line.expected(token, "the TTL of stale answers in whole seconds");
            }
            return (int) ttl.toSeconds();
        }

        private void policy(DirectiveReader line) {
            if (policyAt != null) {
                throw line.error("`serve_stale_policy` is there twice; remove one");
            }
            line.oneOfAnyCase("the policy", Map.of("prefer_positive", true));
            policyAt = line.position();
        }

        private void disable(DirectiveReader line) {
            boolean positive =
                    line.oneOf("what not to keep", "success", "denial").equals("success");
            List<DomainName> zones = Zones.rest(line, List.of(DomainName.ROOT));
            if (positive) {
                success = new Shelving(success.capacity(), success.maxTtl(), success.minTtl(), zones);
            } else {
                denial = new Shelving(denial.capacity(), denial.maxTtl(), denial.minTtl(), zones);
            }
        }
    }
}
