package io.kinglet.server.corefile;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Coverage-guided when {@code JAZZER_FUZZ=1} is set, else a replay of the seeds. */
class CorefileFuzzTest {
    private static final Options OPTIONS = new Options(
            53,
            name -> name.length() > 3 ? null : name,
            FileReader.inMemory(Map.of("a", "errors\n", "b.conf", "example.org {\n}\nimport *.conf\n")));

    @FuzzTest(maxDuration = "30s")
    void onlyCorefileExceptionEscapes(byte[] octets) {
        try {
            Corefile.parse("Corefile", new String(octets, StandardCharsets.UTF_8), OPTIONS);
        } catch (CorefileException e) {
            if (e.getMessage() == null
                    || e.position().line() < 1
                    || e.position().column() < 1) {
                throw new AssertionError("an error without a place", e);
            }
        }
    }
}
