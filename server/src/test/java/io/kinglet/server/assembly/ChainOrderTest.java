package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.plugin.Plans;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChainOrderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cache ; forward . 192.0.2.1                                     | Cache Forward
            cache ; kubernetes cluster.local ; forward . 192.0.2.1          | Kubernetes Cache Forward
            cache ; hosts ; forward . 192.0.2.1                             | Hosts Cache Forward
            cache ; hosts ; kubernetes cluster.local ; forward . 192.0.2.1  | Hosts Kubernetes Cache Forward
            cache ; header { ; response set ra ; } ; hosts                  | Header Hosts Cache
            errors ; cache ; loop ; whoami                                  | Errors Cache Loop Whoami
            """)
    void ownDataStandsOverTheCacheThatWouldNotKeepIt(String corefile, String expected) {
        String order =
                ChainOrder.of(Plans.of(". {\n" + corefile.replace(" ; ", "\n") + "\n}\n")
                                .blocks()
                                .get(0)
                                .parts())
                        .stream()
                        .map(it -> it.getClass().getSimpleName().replace("Directive", ""))
                        .collect(Collectors.joining(" "));

        assertThat(order).isEqualTo(expected);
    }
}
