package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogLinesTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** Takes nothing before it is told to. */
    private final class Stuck extends OutputStream {
        private final CountDownLatch released = new CountDownLatch(1);

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            written.write(octets, offset, length);
        }
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void linesAreWrittenInOrder() {
        LogLines log = new LogLines(written, new TextFormatter());
        log.publish(new LogRecord(Level.INFO, "one"));
        log.publish(new LogRecord(Level.WARNING, "two"));
        log.close();
        assertThat(lines()).containsExactly("[INFO] one", "[WARNING] two");
    }

    @Test
    void whoeverLogsNeverWaitsForTheReader() {
        Stuck stuck = new Stuck();
        LogLines log = new LogLines(stuck, new TextFormatter());
        int all = 3 * LogLines.MOST_WAITING;
        for (int i = 0; i < all; i++) {
            log.publish(new LogRecord(Level.INFO, "line"));
        }
        stuck.released.countDown();
        log.flush();
        String lost = lines().stream()
                .filter(it -> it.contains("left out"))
                .findFirst()
                .orElseThrow();
        int count = Integer.parseInt(lost.replaceAll("[^0-9]", ""));
        assertThat(lines()).hasSize(all - count + 1);
    }
}
