package io.kinglet.k8s.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.model.PodDnsConfig;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class KubeletTest {

    private final Kubelet kubelet = new Kubelet("cluster.local", List.of(Cluster.ip("10.96.0.10")));

    @ParameterizedTest
    @CsvFileSource(resources = "resolvconf.table", delimiter = '|', emptyValue = "")
    void writesWhatTheTableSays(
            String policy,
            String hostNetwork,
            String config,
            String nameservers,
            String searches,
            String options,
            int ndots,
            String known) {
        ResolvConf conf = kubelet.of(text(policy), hostNetwork.equals("yes"), "shop", config(text(config)));
        assertThat(String.join(" ", conf.nameservers())).isEqualTo(text(nameservers));
        assertThat(String.join(" ", conf.searches())).isEqualTo(text(searches));
        assertThat(String.join(" ", conf.options())).isEqualTo(text(options));
        assertThat(conf.ndots()).isEqualTo(ndots);
        assertThat(conf.known()).isEqualTo(known.equals("yes"));
        assertThat(conf.notes().isEmpty()).isEqualTo(known.equals("yes"));
    }

    @Test
    void keepsThirtyTwoSearchDomains() {
        List<String> many =
                IntStream.range(0, 40).mapToObj(i -> "d" + i + ".example").toList();
        ResolvConf conf = kubelet.of("None", false, "shop", new PodDnsConfig(List.of(), many, List.of()));
        assertThat(conf.searches()).isEqualTo(many.subList(0, 32));
        assertThat(conf.notes()).singleElement().asString().contains("only 32 of 40", "d39.example");
    }

    @Test
    void keepsTwoThousandAndFortyEightCharactersOfSearchDomains() {
        String long205 = "a".repeat(50) + "." + "b".repeat(50) + "." + "c".repeat(50) + "." + "d".repeat(52);
        List<String> many = IntStream.range(0, 12)
                .mapToObj(i -> "%02d".formatted(i) + long205.substring(2))
                .toList();
        ResolvConf conf = kubelet.of("None", false, "shop", new PodDnsConfig(List.of(), many, List.of()));
        assertThat(String.join(" ", conf.searches()).length()).isBetween(1840, 2048);
        assertThat(conf.searches()).isEqualTo(many.subList(0, 9));
    }

    @Test
    void leavesOutADomainThatIsTooLong() {
        ResolvConf conf = kubelet.of(
                "None", false, "shop", new PodDnsConfig(List.of(), List.of("x".repeat(254), "ok.example"), List.of()));
        assertThat(conf.searches()).containsExactly("ok.example");
        assertThat(conf.notes()).hasSize(1);
    }

    private static PodDnsConfig config(String text) {
        return new PodDnsConfig(list(text, "n="), list(text, "s="), list(text, "o="));
    }

    private static List<String> list(String text, String sign) {
        for (String word : text.split(" ")) {
            if (word.startsWith(sign)) {
                return List.of(word.substring(sign.length()).split(","));
            }
        }
        return List.of();
    }

    private static String text(String cell) {
        return cell == null ? "" : cell;
    }
}
