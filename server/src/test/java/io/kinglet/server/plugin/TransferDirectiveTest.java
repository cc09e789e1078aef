package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.transfer.TransferConfig.Rule;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TransferDirectiveTest {

    private static List<Rule> rules(String directive) {
        return Plans.part(TransferDirective.class, directive).config().rules();
    }

    private static Rule rule(String lines) {
        return rules("transfer {\n" + lines + "\n}").get(0);
    }

    private static boolean admits(Rule rule, String address) {
        return Objects.requireNonNull(rule.clients()).contains(Objects.requireNonNull(IpAddress.parse(address)));
    }

    @Test
    void zonesAreThoseOfTheBlockUnlessNamed() {
        assertThat(rule("to *").zones()).containsExactly(DomainName.ROOT);
        assertThat(rules("transfer A.test 10.0.0.0/24 {\nto *\n}").get(0).zones())
                .containsExactly(DomainName.parse("a.test."), DomainName.parse("0.0.10.in-addr.arpa."));
    }

    @Test
    void addressMayCopyAndIsTold() {
        Rule rule = rule("to 10.0.0.1 10.0.0.2:5300\nto [2001:db8::1]:53 2001:db8::2");
        assertThat(rule.notified())
                .containsExactly(
                        new InetSocketAddress("10.0.0.1", 53),
                        new InetSocketAddress("10.0.0.2", 5300),
                        new InetSocketAddress("2001:db8::1", 53),
                        new InetSocketAddress("2001:db8::2", 53));
        assertThat(admits(rule, "10.0.0.2")).isTrue();
        assertThat(admits(rule, "2001:db8::1")).isTrue();
        assertThat(admits(rule, "10.0.0.3")).isFalse();
        assertThat(rule.source()).isNull();
    }

    @Test
    void rangeMayCopyAndIsNotTold() {
        Rule rule = rule("to 10.0.0.0/24");
        assertThat(rule.notified()).isEmpty();
        assertThat(admits(rule, "10.0.0.77")).isTrue();
        assertThat(admits(rule, "10.0.1.77")).isFalse();
    }

    @Test
    void everyoneMayCopyAndThoseNamedAreTold() {
        Rule rule = rule("to * 10.0.0.1");
        assertThat(rule.clients()).isNull();
        assertThat(rule.notified()).containsExactly(new InetSocketAddress("10.0.0.1", 53));
    }

    @Test
    void sourceIsWhereNotifyComesFrom() {
        assertThat(rule("to *\nsource 10.0.0.9").source()).isEqualTo(IpAddress.parse("10.0.0.9"));
    }

    @Test
    void ruleOfTheLongestZoneDecides() {
        var config = Plans.part(
                        TransferDirective.class,
                        "transfer test {\nto *\n}\ntransfer a.test {\nto 10.0.0.1\n}\ntransfer other {\nto *\n}")
                .config();
        assertThat(Objects.requireNonNull(config.rule(DomainName.parse("x.a.test.")))
                        .zones())
                .containsExactly(DomainName.parse("a.test."));
        assertThat(Objects.requireNonNull(config.rule(DomainName.parse("b.test.")))
                        .zones())
                .containsExactly(DomainName.parse("test."));
        assertThat(config.rule(DomainName.parse("example."))).isNull();
    }

    @Test
    void whatHasNoEffectIsSaid() {
        assertThat(Plans.warnings("transfer {\nto *\n}"))
                .singleElement()
                .asString()
                .contains("`transfer` has no effect");
        assertThat(Plans.warnings("transfer b.test {\nto *\n}\nkubernetes a.test"))
                .singleElement()
                .asString()
                .contains("`transfer` has no effect");
        assertThat(Plans.warnings("transfer {\nto *\n}\nkubernetes a.test")).isEmpty();
        assertThat(Plans.warnings("transfer a.test {\nto *\n}\nsecondary b.a.test {\ntransfer from 10.0.0.1\n}"))
                .isEmpty();
        assertThat(Plans.warnings("transfer b.test {\nto *\n}\nkubernetes a.test\nk8s_external b.test"))
                .isEmpty();
    }
}
