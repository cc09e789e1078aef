package io.kinglet.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DivergenceListTest {

    @Test
    void rowsOfATableAreRead() {
        assertThat(DivergenceList.read("""
                        # Title

                        | id | case | steps | ours | theirs | reason |
                        | -- | ---- | ----- | ---- | ------ | ------ |
                        | B1 | rfc/x | 10, 20 | `NOERROR aa; authority SOA` | `*` | RFC 8020 |
                        """))
                .containsExactly(
                        new Divergence("B1", "rfc/x", Set.of(10, 20), "NOERROR aa; authority SOA", "*", "RFC 8020", 5));
    }

    @Test
    void rowsBelowAHeadingAreReadApart() {
        String text = "| B1 | rfc/x | 10 | a | b | c |\n\n## Others\n| id | files |\n| B2 | eks | 20 | a | b | c |\n";
        assertThat(DivergenceList.read(text)).extracting(Divergence::id).containsExactly("B1");
        assertThat(DivergenceList.read(text, "Others"))
                .containsExactly(new Divergence("B2", "eks", Set.of(20), "a", "b", "c", 5));
    }

    @Test
    void aRowWithoutAReasonIsToldWithItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DivergenceList.read("| B1 | rfc/x | 10 | a | b | |\n"))
                .withMessageStartingWith("divergences.md:1: a row is");
    }
}
