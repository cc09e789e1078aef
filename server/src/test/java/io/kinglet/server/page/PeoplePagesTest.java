package io.kinglet.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.admin.Page;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeoplePagesTest {

    private final Map<String, Page> pages = PeoplePages.of(
            "Dns.Example",
            Map.of(
                    "/api/v1/a",
                    PeoplePages.json(() -> Map.of("a", 1)),
                    "/api/v1/b",
                    request -> PeoplePages.problem(404, "not yet")));

    private Page.Response show(String path, String host) {
        return Objects.requireNonNull(pages.get(path)).show(new Page.Request(path, Map.of(), host));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:9180, 200",
        "127.0.0.1:9180, 200",
        "10.1.2.3, 200",
        "[::1]:9180, 200",
        "[2001:db8::1], 200",
        "dns.example, 200",
        "dns.example:80, 200",
        ", 200",
        "'', 403",
        "evil.example, 403",
        "localhost.evil.example, 403",
        "evil.example:9180, 403",
        "127.0.0.1.evil.example, 403",
        "[::1, 403",
        "[::1]evil, 403",
        "[127.0.0.1], 403",
        "localhost:80:80, 403",
        "localhost:evil, 403",
        "2130706433, 403",
        "127.1, 403"
    })
    void onlyThoseWhoAskForOneOfOurNamesSeeAnything(String host, int status) {
        for (String path : new String[] {"/", "/api/v1/a"}) {
            Page.Response shown = show(path, host);
            assertThat(shown.status()).isEqualTo(status);
            assertThat(shown.fields())
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Referrer-Policy", "no-referrer")
                    .containsEntry("Cache-Control", "no-store");
            assertThat(shown.fields().get("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'");
            if (status == 403) {
                assertThat(shown.body()).contains("by its address or as localhost, or as Dns.Example");
            }
        }
    }

    @Test
    void treesAreShownAsJson() {
        assertThat(show("/api/v1/a", "localhost").body()).isEqualTo("{\"a\":1}");
        assertThat(show("/api/v1/b", "localhost").status()).isEqualTo(404);
        assertThat(show("/api/v1/b", "localhost").body()).isEqualTo("{\"error\":\"not yet\"}");
        assertThat(show("/api/v1/b", "localhost").contentType()).isEqualTo("application/json");
    }

    @Test
    void documentIsSmallAndAsksNobodyElse() {
        String document = show("/", "localhost").body();
        assertThat(document.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(40 << 10);
        Matcher addresses = Pattern.compile("https?://[^'\"\\s>]*").matcher(document);
        // Names of XML, which nobody fetches.
        assertThat(addresses.results().map(it -> it.group())).containsOnly("http://www.w3.org/2000/svg");
        assertThat(document)
                .doesNotContain(
                        "/*style*/", "/*script*/", "innerHTML", "insertAdjacentHTML", "document.write", "eval(");
        assertThat(document).doesNotContainPattern("<[^>]+ (on[a-z]+|style)=");
    }

    @Test
    void policyAllowsTheStyleAndTheScriptOfTheDocumentAndNoOther() throws Exception {
        Page.Response shown = show("/", "localhost");
        String policy = Objects.requireNonNull(shown.fields().get("Content-Security-Policy"));
        assertThat(policy).contains("connect-src 'self'").doesNotContain("unsafe", "*");
        for (String element : new String[] {"style", "script"}) {
            String body = shown.body();
            int begin = body.indexOf("<" + element + ">") + element.length() + 2;
            String content = body.substring(begin, body.indexOf("</" + element + ">", begin));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            assertThat(content).hasSizeGreaterThan(1000);
            assertThat(policy)
                    .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "';");
        }
    }
}
