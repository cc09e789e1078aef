package io.kinglet.conformance.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTextTest {

    @ParameterizedTest
    @CsvSource({
        "fd00:1:0:0:0:0:0:1, fd00:1::1",
        "fd00:1:0:0:0:0:0:0, fd00:1::",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "FD00::00AB, fd00::ab",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8::1, 2001:db8::1",
    })
    void addressesAreSpelledAsRfc5952Asks(String given, String canonical) {
        assertThat(RecordText.plain("AAAA", given)).isEqualTo(canonical);
    }

    @Test
    void fieldsAreSeparatedByOneSpace() {
        assertThat(RecordText.parse("a.test.\t\t30\tIN\tSRV\t0 100  80 b.test."))
                .hasToString("a.test. 30 IN SRV 0 100 80 b.test.");
    }

    @Test
    void aRecordWithoutDataIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordText.parse("a.test. 30 IN A"))
                .withMessageContaining("OWNER TTL CLASS TYPE RDATA");
    }
}
