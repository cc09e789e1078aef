package io.kinglet.dns.talkers;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.DomainName;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPathTest {

    private static final List<DomainName> ZONES =
            List.of(DomainName.parse("cluster.local."), DomainName.parse("10.in-addr.arpa."));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # name                                              | made from                     | others that were met
            www.example.com.shop.svc.cluster.local              | www.example.com               |
            example.com.shop.svc.cluster.local                  | example.com                   |
            example.com.svc.cluster.local                       |                               |
            example.com.svc.cluster.local                       | example.com                   | example.com.cluster.local
            www.example.com.svc.cluster.local                   | www.example.com               |
            www.example.dev.svc.cluster.local                   | www.example.dev               | www.example.dev.cluster.local
            EXAMPLE.com.cluster.LOCAL                           | example.com                   |
            db.data.svc.cluster.local.shop.svc.cluster.local    | db.data.svc.cluster.local     |
            db.data.svc.cluster.local.svc.cluster.local         | db.data.svc.cluster.local     |
            db.data.svc.cluster.local.cluster.local             | db.data.svc.cluster.local     |
            db.data.svc.cluster.local.eu.example.org            | db.data.svc.cluster.local     |
            db.data.svc.cluster.local                           |                               |
            db-0.db.data.svc.cluster.local                      |                               |
            db-0.db.data.svc.cluster.local                      | db-0.db                       | db-0.db.cluster.local
            _http._tcp.web.shop.svc.cluster.local               |                               |
            _tcp.web.shop.svc.cluster.local                     |                               |
            _a._tcp.example.com.shop.svc.cluster.local          | _a._tcp.example.com           |
            10-0-0-1.shop.pod.cluster.local                     |                               |
            db.shop.svc.cluster.local                           |                               |
            db.cluster.local                                    |                               |
            cluster.local                                       |                               |
            host.example.org.example.org                        | host.example.org              |
            host.example.org                                    |                               |
            a.a                                                 |                               |
            .                                                   |                               |
            """)
    void nameTellsWhatItWasMadeFrom(String name, String origin, String others) {
        List<DomainName> met = Arrays.stream(
                        Objects.requireNonNullElse(others, "").split(" "))
                .filter(it -> !it.isEmpty())
                .map(DomainName::parse)
                .toList();
        assertThat(new SearchPath(ZONES, met).origin(DomainName.parse(name)))
                .isEqualTo(origin == null ? null : DomainName.parse(origin));
    }

    @Test
    void octetsThatAreNoTextSurvive() {
        DomainName name = DomainName.parse("\\000\\255<b>.example.com.a.svc.cluster.local.");
        assertThat(new SearchPath(ZONES, List.of()).origin(name))
                .isEqualTo(DomainName.parse("\\000\\255<b>.example.com."));
    }
}
