package io.kinglet.server.plugin;

import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.transport.proxy.ProxyPolicy;
import io.kinglet.server.transport.proxy.ProxyRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code proxyproto { allow CIDR...; default POLICY; udp_session_tracking D [N]; tlv_metadata }}: clients come behind proxies that say
 * who they are.
 *
 * @param allowed whose headers are used; empty for everyone's, unless {@code otherwise} says otherwise
 * @param otherwise null when it was not said
 * @param sessions zero for none
 */
public record ProxyprotoDirective(
        List<IpPrefix> allowed, @Nullable ProxyPolicy otherwise, Duration sessions, int mostSessions, boolean tlvs)
        implements Part {

    private static final Map<String, ProxyPolicy> POLICIES = Map.of(
            "use", ProxyPolicy.USE,
            "ignore", ProxyPolicy.IGNORE,
            "reject", ProxyPolicy.REJECT,
            "skip", ProxyPolicy.SKIP);

    /** Peers whose clients are known at once, unless told. */
    private static final int SESSIONS = 10_240;

    /** More would be gigabytes. */
    private static final int MOST_SESSIONS = 1 << 20;

    private static final Duration LONGEST_SESSION = Duration.ofHours(24);

    public ProxyprotoDirective {
        allowed = List.copyOf(allowed);
    }

    @Override
    public boolean answers() {
        return false;
    }

    /** What both say; where they contradict each other, the later one. */
    @Override
    public @Nullable Part joined(Part later) {
        if (!(later instanceof ProxyprotoDirective other)) {
            return null;
        }
        List<IpPrefix> all = new ArrayList<>(allowed);
        all.addAll(other.allowed);
        boolean sessionsLater = !other.sessions.isZero();
        return new ProxyprotoDirective(
                all,
                other.otherwise == null ? otherwise : other.otherwise,
                sessionsLater ? other.sessions : sessions,
                sessionsLater ? other.mostSessions : mostSessions,
                tlvs || other.tlvs);
    }

    public ProxyRules rules() {
        ProxyPolicy usual = allowed.isEmpty() ? ProxyPolicy.USE : ProxyPolicy.IGNORE;
        return new ProxyRules(
                allowed.isEmpty() ? null : AddressRanges.of(allowed),
                otherwise == null ? usual : otherwise,
                sessions,
                mostSessions,
                tlvs);
    }

    static ProxyprotoDirective read(DirectiveReader line, BlockScope block) {
        Body body = new Body();
        line.body(body.readers());
        line.end();
        if (body.allowed.isEmpty() && body.otherwise == null) {
            block.warn(
                    line.position(),
                    "anyone may say to be any client; name the proxies, as in `proxyproto { allow 10.0.0.0/8 }`");
        }
        return new ProxyprotoDirective(body.allowed, body.otherwise, body.sessions, body.mostSessions, body.tlvs);
    }

    /** One reading of a body. */
    private static final class Body {

        private final List<IpPrefix> allowed = new ArrayList<>();
        private @Nullable ProxyPolicy otherwise;
        private Duration sessions = Duration.ZERO;
        private int mostSessions = SESSIONS;
        private boolean tlvs;

        Map<String, Consumer<DirectiveReader>> readers() {
            return Map.of(
                    "allow",
                    this::allow,
                    "default",
                    it -> otherwise = it.oneOfAnyCase("what becomes of headers of others", POLICIES),
                    "udp_session_tracking",
                    this::sessions,
                    "tlv_metadata",
                    it -> tlvs = true);
        }

        private void allow(DirectiveReader line) {
            for (Token token : line.rest()) {
                IpPrefix prefix = token.text().indexOf('/') < 0 ? null : IpPrefix.parse(token.text());
                if (prefix == null) {
                    throw line.expected(token, "a CIDR such as `10.0.0.0/8`, `192.0.2.1/32` or `2001:db8::/32`");
                }
                allowed.add(prefix);
            }
        }

        private void sessions(DirectiveReader line) {
            sessions = line.duration("how long a client is known", Duration.ZERO, LONGEST_SESSION);
            if (line.hasNext()) {
                mostSessions = line.integer("how many clients are known", 1, MOST_SESSIONS);
            }
        }
    }
}
