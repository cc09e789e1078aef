package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.server.transport.proxy.ProxyPolicy;
import io.kinglet.server.transport.proxy.ProxyRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProxyprotoDirectiveTest {

    private static ProxyRules read(String text) {
        ProxyprotoDirective directive =
                Plans.of(".:53 {\n" + text + "\n}\n").blocks().get(0).one(ProxyprotoDirective.class);
        assertThat(directive).isNotNull();
        return directive.rules();
    }

    @Test
    void everyonesHeadersCountUnlessProxiesAreNamed() {
        assertThat(read("proxyproto")).isEqualTo(new ProxyRules(null, ProxyPolicy.USE, Duration.ZERO, 10_240, false));
        assertThat(Plans.of(".:53 {\nproxyproto\n}\n").warnings())
                .singleElement()
                .asString()
                .contains("anyone may say to be any client");
        assertThat(Plans.of(".:53 {\nproxyproto {\ndefault use\n}\n}\n").warnings())
                .isEmpty();
    }

    @Test
    void headersOfOthersAreIgnoredUnlessToldOtherwise() {
        ProxyRules rules = read("proxyproto {\n allow 10.0.0.0/8 2001:db8::/32\n}");
        assertThat(rules.otherwise()).isEqualTo(ProxyPolicy.IGNORE);
        AddressRanges proxies = rules.proxies();
        assertThat(proxies).isNotNull();
        assertThat(proxies.contains(IpAddress.parse("10.1.2.3"))).isTrue();
        assertThat(proxies.contains(IpAddress.parse("2001:db8::1"))).isTrue();
        assertThat(proxies.contains(IpAddress.parse("192.0.2.1"))).isFalse();
        assertThat(read("proxyproto {\n allow 10.0.0.0/8\n default REJECT\n}").otherwise())
                .isEqualTo(ProxyPolicy.REJECT);
        assertThat(read("proxyproto {\n default skip\n}").proxies()).isNull();
    }

    @Test
    void sessionsAndTlvsAreOffUnlessAskedFor() {
        ProxyRules rules = read("proxyproto {\n udp_session_tracking 28s 20000\n tlv_metadata\n}");
        assertThat(rules.sessions()).isEqualTo(Duration.ofSeconds(28));
        assertThat(rules.mostSessions()).isEqualTo(20_000);
        assertThat(rules.tlvs()).isTrue();
        assertThat(read("proxyproto {\n udp_session_tracking 28s\n}").mostSessions())
                .isEqualTo(10_240);
    }

    @Test
    void severalMeanOneThatSaysAll() {
        ProxyRules rules = read("proxyproto {\n allow 10.0.0.0/8\n default reject\n}\n"
                + "proxyproto {\n allow 192.0.2.0/24\n default skip\n tlv_metadata\n}");
        assertThat(rules.proxies()).isNotNull();
        assertThat(rules.proxies().size()).isEqualTo(2);
        assertThat(rules.otherwise()).isEqualTo(ProxyPolicy.SKIP);
        assertThat(rules.tlvs()).isTrue();
    }
}
