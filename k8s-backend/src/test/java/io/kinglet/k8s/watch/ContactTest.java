package io.kinglet.k8s.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactTest {

    private static final long SECOND = 1_000_000_000L;

    private final LogCapture log = new LogCapture();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger back = new AtomicInteger();
    private final Contact contact = new Contact(log, "https://api", now::get, back::incrementAndGet);

    private void lost(Kind kind, Exception reason) {
        contact.lost(kind, Resource.of(kind, ClusterScope.of(kind)), reason, 7 * SECOND);
    }

    @Test
    void oneLineWhenLostAndOneWhenBackHoweverManyAttemptsAndKinds() {
        for (int i = 0; i < 50; i++) {
            lost(Kind.SERVICE, new ConnectException());
            lost(Kind.NAMESPACE, new ConnectException());
        }
        now.set(12 * SECOND);
        contact.found(Kind.SERVICE);
        contact.found(Kind.NAMESPACE);
        contact.found(Kind.NAMESPACE);
        assertThat(log.lines())
                .containsExactly(
                        "WARNING: API server https://api: out of reach (nothing accepts connections there); what was read 7 s"
                                + " ago stays served. Trying again until it works.",
                        "INFO: API server https://api: back after 12 s");
        assertThat(back).hasValue(2);
    }

    @Test
    void anotherReasonIsToldOnceItLasts() {
        lost(Kind.SERVICE, new ConnectException());
        for (int i = 0; i < 4; i++) {
            lost(Kind.POD, new RefusedException(403, 0, "HTTP 403: no"));
        }
        assertThat(log.lines()).hasSize(1);
        lost(Kind.POD, new RefusedException(403, 0, "HTTP 403: no"));
        lost(Kind.POD, new RefusedException(403, 0, "HTTP 403: no"));
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).contains("forbids reading pods", "list and watch");
    }

    @Test
    void serverThatComesAndGoesFillsNoLog() {
        for (int i = 0; i < 100; i++) {
            lost(Kind.SERVICE, new IOException("reset"));
            contact.found(Kind.SERVICE);
            now.addAndGet(SECOND / 10);
        }
        assertThat(log.lines()).hasSize(2);
        now.addAndGet(60 * SECOND);
        lost(Kind.SERVICE, new IOException("reset"));
        assertThat(log.lines()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "401, check the ServiceAccount token",
        "403, grant the verbs list and watch",
        "404, it may be too old",
        "500, HTTP 500"
    })
    void refusalSaysWhatToDo(int code, String advice) {
        lost(Kind.ENDPOINT_SLICE, new RefusedException(code, 0, "HTTP " + code));
        assertThat(log.lines()).singleElement().asString().contains(advice);
    }
}
