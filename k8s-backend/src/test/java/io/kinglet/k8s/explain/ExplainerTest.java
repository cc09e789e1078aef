package io.kinglet.k8s.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.rr.RecordType;
import io.kinglet.k8s.fixture.Explained;
import io.kinglet.k8s.reach.PortWish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class ExplainerTest {

    private static final String WORLD = read("world.yaml");

    @ParameterizedTest
    @CsvFileSource(resources = "diagnosis.table", delimiter = '|', emptyValue = "")
    void saysWhatTheTableSays(
            String from, String name, String port, String options, String outcome, String found, String codes) {
        Explanation told = new Explained(WORLD, options == null ? "" : options).explain(from, name, port(port));
        Lookup lookup = told.resolution().found();
        assertThat(lookup == null ? "-" : lookup.name()).isEqualTo(found);
        assertThat(codes(told)).isEqualTo(codes == null ? "" : codes);
        assertThat(told.outcome().name().toLowerCase(Locale.ROOT).replace("_", ""))
                .isEqualTo(outcome.toLowerCase(Locale.ROOT));
    }

    @Test
    void namesThatAreNearAreSaid() {
        assertThat(advice("web.shp")).contains("shop");
        assertThat(advice("wbe.shop")).contains("web");
        assertThat(advice("typo")).contains("app=web");
        assertThat(new Explained(WORLD, "")
                        .explain("locked/shut", "web", PortWish.ALL)
                        .resolution()
                        .findings()
                        .get(0))
                .satisfies(it -> assertThat(it.text()).contains("there is one in shop, shop-prod"))
                .satisfies(it -> assertThat(it.advice()).contains("web.shop"));
    }

    @Test
    void whoCannotAskDnsIsTold() {
        Explanation told = new Explained(WORLD, "").explain("locked/shut", "web.shop", PortWish.of("tcp", 80));
        assertThat(told.summary()).contains("cannot ask DNS");
        assertThat(told.dns()).isNotNull();
    }

    @Test
    void aDnsServiceThatIsNotKnownIsSaidOnce() {
        String note = "Service kube-system/kube-dns is not known here, so whether the Pod may ask DNS is not judged";
        Explanation told = new Explained(WORLD.replace("kube-dns", "other-dns"), "")
                .explain("shop/client", "web.shop", PortWish.of("tcp", 80));
        assertThat(told.dns()).isNull();
        assertThat(told.resolution().conf().notes()).containsOnlyOnce(note);
        assertThat(new Explained(WORLD, "")
                        .explain("shop/client", "web.shop", PortWish.of("tcp", 80))
                        .resolution()
                        .conf()
                        .notes())
                .doesNotContain(note);
    }

    @Test
    void theCostOfASearchIsCounted() {
        Explanation told = new Explained(WORLD, "").explain("shop/client", "www.example.test", PortWish.ALL);
        assertThat(told.resolution().queries()).isEqualTo(8);
        assertThat(told.resolution().nanos()).isEqualTo(8000);
        Finding cost = told.resolution().findings().get(1);
        assertThat(cost.text()).startsWith("6 queries");
        assertThat(cost.advice()).contains("www.example.test.", "ndots:2");
    }

    @Test
    void muslEndsItsSearchAtAnEmptyName() {
        Explanation told = new Explained(WORLD + """
                - {apiVersion: v1, kind: Service, metadata: {name: www, namespace: shop}, spec: {clusterIP: 10.96.0.77, ports: [{port: 80}]}}
                """, "").explain("shop/client", "www.example.test", PortWish.ALL);
        assertThat(told.resolution().musl()).isNull();
        Explanation quick = new Explained(WORLD, "").explain("shop/quick", "web.shop", PortWish.ALL);
        assertThat(quick.resolution().found()).isNotNull();
        assertThat(quick.resolution().musl()).contains("musl", "web.shop,", "ndots");
    }

    @Test
    void oneTypeIsAskedForWhereOneIsWanted() {
        Explanation told = new Explained(WORLD, "")
                .explain("shop/client", "web.shop", PortWish.ALL, RecordType.AAAA, Freshness.WRITTEN);
        assertThat(codes(told)).isEqualTo("NO_SUCH_FAMILY");
        assertThat(told.outcome()).isEqualTo(Explanation.Outcome.NOT_FOUND);
    }

    @Test
    void aSilentApiServerIsTold() {
        Explanation told =
                new Explained(WORLD, "").explain("shop/client", "web", PortWish.ALL, 0, new Freshness(true, 90));
        assertThat(codes(told)).isEqualTo("SERVICE_ANSWERS API_OUT_OF_REACH");
    }

    @Test
    void theTableHasACaseForEachReasonThatAClusterCanGive() {
        Set<Finding.Code> met = EnumSet.noneOf(Finding.Code.class);
        read("diagnosis.table").lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            for (String word : cells[6].trim().split(" ")) {
                if (!word.isEmpty()) {
                    met.add(Finding.Code.valueOf(word));
                }
            }
        });
        Set<Finding.Code> range = EnumSet.range(Finding.Code.NO_SUCH_NAMESPACE, Finding.Code.FELL_THROUGH);
        // No manifest can leave these open, or they need a type of one's own.
        range.removeAll(EnumSet.of(Finding.Code.NO_CLUSTER_IP, Finding.Code.NO_SUCH_FAMILY));
        assertThat(met).containsAll(range);
    }

    private static String advice(String name) {
        Finding first = new Explained(WORLD, "")
                .explain("shop/client", name, PortWish.ALL)
                .resolution()
                .findings()
                .get(0);
        return Objects.requireNonNull(first.advice());
    }

    private static String codes(Explanation told) {
        return told.resolution().findings().stream().map(it -> it.code().name()).collect(Collectors.joining(" "));
    }

    private static PortWish port(String text) {
        if (text == null || text.isEmpty()) {
            return PortWish.ALL;
        }
        return text.matches("[0-9]+") ? PortWish.of("tcp", Integer.parseInt(text)) : PortWish.named("tcp", text);
    }

    private static String read(String name) {
        try (var in = Objects.requireNonNull(ExplainerTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
