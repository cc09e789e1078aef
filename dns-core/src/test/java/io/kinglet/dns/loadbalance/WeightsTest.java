package io.kinglet.dns.loadbalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {

    private static final DomainName WWW = DomainName.parse("WWW.example.test.");
    private static final List<IpAddress> ADDRESSES = List.of(IpAddress.v4(1), IpAddress.v4(2), IpAddress.v4(3));

    private static int[] chosen(Weights weights, DomainName owner) {
        int[] chosen = new int[3];
        for (int i = 0; i < 600; i++) {
            chosen[weights.first(owner, ADDRESSES, i)]++;
        }
        return chosen;
    }

    @Test
    void addressesComeFirstAsOftenAsTheirWeightsSay() throws WeightFileException {
        Weights weights = Weights.read("""
                # of the web servers
                www.example.test
                0.0.0.1 3

                 0.0.0.3\t2
                0.0.0.3 200
                other.example.test.
                0.0.0.2 255
                """);
        assertThat(weights.size()).isEqualTo(2);
        assertThat(chosen(weights, WWW)).containsExactly(300, 100, 200);
        assertThat(chosen(weights, DomainName.parse("elsewhere.test."))).containsExactly(200, 200, 200);
        assertThat(chosen(Weights.NONE, WWW)).containsExactly(200, 200, 200);
    }

    @Test
    void anyNumberChooses() throws WeightFileException {
        Weights weights = Weights.read("www.example.test\n0.0.0.1 255\n0.0.0.2 255\n0.0.0.3 255\n");
        for (int random : new int[] {Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE}) {
            assertThat(weights.first(WWW, ADDRESSES, random)).isBetween(0, 2);
        }
    }

    @Test
    void nameMayComeTwice() throws WeightFileException {
        Weights weights = Weights.read("www.example.test\n0.0.0.1 3\nother.test\nWWW.example.test.\n0.0.0.3 2\n");
        assertThat(chosen(weights, WWW)).containsExactly(300, 100, 200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            www.test;192.0.2.1                | 2 `192.0.2.1` lacks a weight; write `192.0.2.1 1`
            192.0.2.1 3                       | 1 found a weight before any name
            www.test;192.0.2.1 0              | 2 `0` is no weight; accepted is 1 to 255
            www.test;192.0.2.1 256            | 2 `256` is no weight
            www.test;192.0.2.1 -1             | 2 `-1` is no weight
            www.test;192.0.2.300 1            | 2 `192.0.2.300` is no address
            www.test;;192.0.2.1 1 2           | 3 found 3 words
            www..test                         | 1 `www..test` is no name
            """)
    void mistakesAreToldWithTheirLine(String text, String problem) {
        assertThatThrownBy(() -> Weights.read(text.replace(';', '\n')))
                .isInstanceOfSatisfying(
                        WeightFileException.class,
                        e -> assertThat(e.line() + " " + e.getMessage()).startsWith(problem));
    }
}
