package io.kinglet.conformance.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.ask.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplySummaryTest {

    @Test
    void typesAreCounted() {
        Reply reply =
                Replies.of("NOERROR", "aa tc", "a. 30 IN CNAME b.", "b. 30 IN A 192.0.2.1", "b. 30 IN A 192.0.2.2");

        assertThat(ReplySummary.of(Optional.of(reply))).isEqualTo("NOERROR aa tc; answer 2 A, CNAME");
    }

    @Test
    void aHeaderAloneAndSilenceAreToldApart() {
        Reply header =
                new Reply("QUERY", "FORMERR", Set.of("qr"), List.of(), List.of(), List.of(), List.of(), -1, false);

        assertThat(ReplySummary.of(Optional.of(header))).isEqualTo("FORMERR; header only");
        assertThat(ReplySummary.of(Optional.empty())).isEqualTo("silence");
    }
}
