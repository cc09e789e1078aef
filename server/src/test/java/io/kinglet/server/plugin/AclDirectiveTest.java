package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.acl.AclAction;
import io.kinglet.dns.acl.AclConfig.Policy;
import io.kinglet.dns.acl.AclConfig.Rule;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.rr.RecordType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AclDirectiveTest {

    private static List<Rule> rules(String directive) {
        return Plans.part(AclDirective.class, directive).config().rules();
    }

    private static Policy policy(String line) {
        return rules("acl {\n" + line + "\n}").get(0).policies().get(0);
    }

    private static boolean contains(Policy policy, String address) {
        return Objects.requireNonNull(policy.clients()).contains(Objects.requireNonNull(IpAddress.parse(address)));
    }

    @Test
    void zonesAreThoseOfTheBlockUnlessNamed() {
        assertThat(rules("acl {\nblock\n}").get(0).zones()).containsExactly(DomainName.ROOT);
        assertThat(rules("acl A.test 10.0.0.0/24 {\nblock\n}").get(0).zones())
                .containsExactly(DomainName.parse("a.test."), DomainName.parse("0.0.10.in-addr.arpa."));
    }

    @Test
    void omittedSectionsMeanAll() {
        assertThat(policy("BLOCK")).isEqualTo(new Policy(AclAction.BLOCK, null, null));
        assertThat(policy("allow type * net *")).isEqualTo(new Policy(AclAction.ALLOW, null, null));
        assertThat(policy("drop type A * net 10.0.0.1 *")).isEqualTo(new Policy(AclAction.DROP, null, null));
    }

    @Test
    void sectionsMayComeInAnyOrderAndTwice() {
        Policy policy = policy("filter net 10.0.0.0/8 TYPE A aaaa net 2001:db8::7 type TYPE65");
        assertThat(policy.action()).isEqualTo(AclAction.FILTER);
        assertThat(policy.types()).containsExactlyInAnyOrder(RecordType.A, RecordType.AAAA, RecordType.HTTPS);
        assertThat(contains(policy, "10.1.2.3")).isTrue();
        assertThat(contains(policy, "2001:db8::7")).isTrue();
        assertThat(contains(policy, "2001:db8::8")).isFalse();
    }

    @Test
    void directivesOfABlockAreOneListInTheirOrder() {
        assertThat(rules("acl a.test {\nallow\n}\nacl {\nblock\ndrop\n}"))
                .extracting(rule -> rule.policies().size())
                .containsExactly(1, 2);
    }

    @Test
    void directiveWithoutPoliciesIsWarnedOf() {
        assertThat(Plans.warnings("acl a.test")).singleElement().asString().startsWith("2:1 `acl` has no policy");
        assertThat(rules("acl")).isEmpty();
    }
}
