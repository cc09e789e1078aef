package io.kinglet.server.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Opcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.tsig.TsigConfig;
import io.kinglet.dns.tsig.TsigKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TsigDirectiveTest {

    private static final String SECRET =
            Base64.getEncoder().encodeToString("a//secret".getBytes(StandardCharsets.US_ASCII));

    private static TsigConfig config(String lines) {
        return Plans.part(TsigDirective.class, "tsig {\n" + lines + "\n}").config();
    }

    private static TsigKey key(String name) {
        return new TsigKey(DomainName.parse(name), "a//secret".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void nothingHasToBeSignedUnlessItIsSaid() {
        TsigConfig config = Plans.part(TsigDirective.class, "tsig").config();
        assertThat(config.zones()).containsExactly(DomainName.ROOT);
        assertThat(config.keys()).isEmpty();
        assertThat(config.types()).isEmpty();
        assertThat(config.opcodes()).isEmpty();
        assertThat(config("require none\nrequire_opcode none")).isEqualTo(config);
    }

    @Test
    void typesAndOpcodesThatHaveToBeSigned() {
        TsigConfig config = config("require AXFR ixfr\nrequire_opcode NOTIFY UPDATE");
        assertThat(config.types()).containsExactlyInAnyOrder(RecordType.AXFR, RecordType.IXFR);
        assertThat(config.opcodes()).containsExactlyInAnyOrder(Opcode.NOTIFY, Opcode.UPDATE);
        assertThat(config("require all").types()).isNull();
        assertThat(config("require_opcode all").opcodes()).isNull();
        assertThat(config("require A\nrequire AAAA").types()).containsExactly(RecordType.AAAA);
    }

    @Test
    void keysOfCorefileAndFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys"), """
                # made by tsig-keygen
                key "two.test" {
                    algorithm hmac-sha256;
                    secret "%s";
                };
                key three.test. { secret %s; }
                """.formatted(SECRET, SECRET));
        assertThat(config("secret One.test " + SECRET + "\nsecrets " + file)
                        .keys()
                        .values())
                .containsExactlyInAnyOrder(key("one.test."), key("two.test."), key("three.test."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key a.test { }",
                "key a.test { secret x; port 53; }",
                "zone a.test { secret x; };",
                "key { secret x; };",
                "key a.test { secret x; }; key a.test { secret x; };",
                "key a.test { secret x; "
            })
    void fileThatIsNoneIsRefusedWithItsName(String text) {
        assertThatThrownBy(() -> TsigKeyFile.parse("keys", text))
                .isInstanceOf(TsigKeyFile.UnreadableException.class)
                .hasMessageStartingWith("keys");
    }

    @Test
    void secretIsNotShown() {
        assertThat(config("secret one.test " + SECRET).toString())
                .contains("one.test")
                .doesNotContain(SECRET);
    }
}
