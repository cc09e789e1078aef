package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.corefile.CorefileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PluginOrderTest {

    /** The words of CoreDNS 1.15.0's plugin.cfg, in its order. */
    private static final String PEER = """
            root metadata geoip cancel proxyproto quic grpc_server https https3 timeouts multisocket reload nsid bufsize bind
            debug trace ready health pprof shed prometheus errors log dnstap local dns64 siit any chaos loadbalance tsig rewrite
            autopath acl cache header dnssec tls minimal template transfer dynupdate hosts route53 azure clouddns k8s_external
            kubernetes file auto secondary etcd loop forward grpc erratic whoami on sign view nomad
            """;

    @Test
    void everyWordOfThePeerIsListedInItsOrder() {
        assertThat(PluginOrder.ALL.stream().map(Plugin::word).filter(it -> !it.equals(PluginOrder.OWN)))
                .containsExactly(PEER.strip().split("\\s+"));
    }

    @Test
    void theWordOfOurOwnStandsAmongThem() {
        assertThat(PEER.strip().split("\\s+")).doesNotContain(PluginOrder.OWN);
        assertThat(PluginOrder.supported()).containsSubsequence("prometheus", PluginOrder.OWN, "errors");
    }

    static List<String> absentWords() {
        return PluginOrder.absent();
    }

    @ParameterizedTest
    @MethodSource("absentWords")
    void absentPluginIsAnErrorThatSaysWhatToDo(String word) {
        List<CorefileException> problems =
                Plans.check(". {\n  " + word + " a b\n}\n").problems();
        assertThat(problems)
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("Corefile:2:3: CoreDNS has the plugin `" + word + "`, Kinglet does not yet; ")
                .matches("(?s).*; [a-z].{7,}");
    }

    @Test
    void partsStandInThisOrderHoweverTheyAreWritten() {
        ServerPlan plan = Plans.of(". {\nforward . 192.0.2.1\ncache\nerrors\nloop\nlog\n}\n");
        assertThat(plan.blocks().get(0).words()).containsExactly("errors", "log", "cache", "loop", "forward");
        assertThat(plan.blocks().get(0).parts())
                .extracting(part -> part.getClass().getSimpleName())
                .containsExactly(
                        "ErrorsDirective", "LogDirective", "CacheDirective", "LoopDirective", "ForwardDirective");
    }
}
