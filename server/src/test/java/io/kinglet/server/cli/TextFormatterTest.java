package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.querylog.QueryLogLine;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormatterTest {

    private static LogRecord entry(Level level, String logger, String text) {
        LogRecord entry = new LogRecord(level, text);
        entry.setLoggerName(logger);
        return entry;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INFO    | io.kinglet.server.cli.Reloading  | Reloading complete | [INFO] Reloading complete
            SEVERE  | io.kinglet.errors                | plugin/errors: 2 x | [ERROR] plugin/errors: 2 x
            WARNING | io.kinglet.k8s.watch.ClusterWatch | no API server     | [WARNING] plugin/kubernetes: no API server
            FINE    | io.kinglet.dns.forward.X         | slow               | [DEBUG] plugin/forward: slow
            """)
    void lineHasLevelAndPlugin(String level, String logger, String text, String line) {
        assertThat(new TextFormatter().format(entry(Level.parse(level), logger, text)))
                .isEqualTo(line + "\n");
    }

    @Test
    void bugIsShownWithWhereItHappened() {
        LogRecord entry = entry(Level.SEVERE, "x", "a bug");
        entry.setThrown(new IllegalStateException("here"));
        assertThat(new TextFormatter().format(entry))
                .startsWith("[ERROR] a bug\njava.lang.IllegalStateException: here\n");
    }

    @Test
    void jsonFormHasTheSameInFields() {
        assertThat(new JsonFormatter().format(entry(Level.WARNING, "io.kinglet.dns.forward.X", "say \"no\"\n")))
                .endsWith(",\"level\":\"WARN\",\"msg\":\"say \\\"no\\\"\",\"plugin\":\"forward\"}\n");
    }

    @Test
    void queryIsALineInTextAndFieldsInJson() {
        QueryLogLine line = new QueryLogLine(
                "plugin/x: {0} \"it's\"",
                "2001:db8::7", 40212, "a\\\"b.org.", "A", "IN", "udp", 42, 0, 29, false, 512, "NOERROR", 45, 1_000_000);
        LogRecord entry = entry(Level.INFO, "io.kinglet.queries", "{0}");
        entry.setParameters(new Object[] {line});
        assertThat(new TextFormatter().format(entry)).isEqualTo("[INFO] plugin/x: {0} \"it's\"\n");
        assertThat(new JsonFormatter().format(entry))
                .endsWith(",\"level\":\"INFO\",\"msg\":\"plugin/x: {0} \\\"it's\\\"\",\"plugin\":\"log\","
                        + "\"client_ip\":\"2001:db8::7\",\"client_port\":40212,\"qname\":\"a\\\\\\\"b.org.\",\"qtype\":\"A\","
                        + "\"qclass\":\"IN\",\"protocol\":\"udp\",\"id\":42,\"opcode\":0,\"request_size\":29,"
                        + "\"dnssec_ok\":false,\"bufsize\":512,\"rcode\":\"NOERROR\",\"response_size\":45,"
                        + "\"duration_seconds\":0.001}\n");
    }
}
