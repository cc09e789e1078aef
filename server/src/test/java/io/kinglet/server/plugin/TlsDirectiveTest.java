package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.tls.ClientCertificates;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsDirectiveTest {

    private static TlsDirective read(String text) {
        TlsDirective directive =
                Plans.of("tls://. {\n" + text + "\n}\n").blocks().get(0).one(TlsDirective.class);
        assertThat(directive).isNotNull();
        return directive;
    }

    @ParameterizedTest
    @CsvSource({
        "nocert, NONE",
        "request, REQUESTED",
        "require, REQUIRED",
        "verify_if_given, VERIFIED_IF_GIVEN",
        "require_and_verify, VERIFIED"
    })
    void clientAuthSaysWhatClientsHaveToShow(String word, ClientCertificates clients) {
        TlsDirective directive = read("tls a.pem a.key ca.pem {\n client_auth " + word + "\n}");
        assertThat(directive.config().clients()).isEqualTo(clients);
        assertThat(directive.config().authority()).isEqualTo(Path.of("ca.pem"));
    }

    @Test
    void clientsShowNothingUnlessToldTo() {
        assertThat(read("tls a.pem a.key").config().clients()).isEqualTo(ClientCertificates.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls | Corefile:2:1: `tls` lacks the files",
                "tls a.pem | Corefile:2:1: `tls` has 1 of at least 2 arguments",
                "tls a b c d | Corefile:2:11: `tls` takes at most 3 arguments",
                "tls \"\" b | Corefile:2:5: found",
                "tls a b { client_auth } | Corefile:3:1: `client_auth` of `tls` lacks an argument",
                "tls a b { client_auth maybe } | Corefile:3:13: found `maybe` in `client_auth` of `tls`",
                "tls a b { client_auth require require } | Corefile:3:21: found `require`",
                "tls a b { keylog } | Corefile:3:1: `keylog` of `tls` lacks an argument",
                "tls a b { ciphers x } | Corefile:3:1: found `ciphers` in `tls`; accepted are `client_auth`, `keylog`",
                "tls { acme example.org } | Corefile:2:1: `tls` lacks the files"
            })
    void mistakesAreToldWithTheirPlace(String line, String problem) {
        String body = line.replace("{ ", "{\n").replace(" }", "\n}");
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(CorefileException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void theKeysAndTheDirectiveBelongTogether() {
        assertThat(Plans.of("tls://. {\nwhoami\n}\n").warnings())
                .singleElement()
                .asString()
                .contains("`tls://.:853` is served over TCP and NOT encrypted");
        assertThat(Plans.of(". {\ntls a.pem a.key\n}\n").warnings())
                .singleElement()
                .asString()
                .contains("`tls` has no effect");
        assertThat(Plans.of(".:53 tls://. {\ntls a.pem a.key\n}\n").warnings()).isEmpty();
    }

    @Test
    void whatIsNotUsedIsWarnedOf() {
        assertThat(Plans.of("tls://. {\ntls a.pem a.key ca.pem\n}\n").warnings())
                .singleElement()
                .asString()
                .contains("`ca.pem` is not used");
        assertThat(Plans.of("tls://. {\ntls a.pem a.key {\nkeylog x\n}\n}\n").warnings())
                .singleElement()
                .asString()
                .contains("no keys are logged");
    }

    @Test
    void aMissingFileIsToldAtItsPlace() {
        assertThatThrownBy(() -> read("tls /missing/a.pem /missing/a.key").load())
                .hasMessage("Corefile:2:5: `tls`: /missing/a.pem does not exist");
    }
}
