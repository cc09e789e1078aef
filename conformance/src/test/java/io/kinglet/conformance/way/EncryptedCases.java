package io.kinglet.conformance.way;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.ask.DigClient;
import io.kinglet.conformance.fixture.Certificate;
import io.kinglet.conformance.fixture.KingletSubject;
import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.rpl.Case;
import io.kinglet.conformance.run.ScenarioRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The cases of the kubernetes zone, their first block behind TLS.
 *
 * @param scheme in front of the block's zone: {@code tls}, {@code https}
 * @param tls the line of the block that names the certificate
 */
record EncryptedCases(String scheme, String tls) {

    static List<Case> all() {
        return Cases.all().stream()
                .filter(one -> one.id().startsWith("kubernetes/"))
                .toList();
    }

    /**
     * With a certificate of their own.
     *
     * @param folder where it is put
     */
    static EncryptedCases in(Path folder, String scheme) throws IOException {
        Certificate made = Certificate.in(folder);
        return new EncryptedCases(scheme, "tls " + made.certificate() + " " + made.key());
    }

    void play(Case scenario, DigClient dig) throws IOException {
        Case encrypted = encrypted(scenario);
        try (ScriptedUpstream upstream = ScriptedUpstream.start();
                KingletSubject subject = KingletSubject.inMemory(encrypted, upstream.address())) {
            Cases.none(new ScenarioRunner(dig, Cases.SOCKET, Cases.PATIENCE).run(encrypted, subject));
        }
    }

    private Case encrypted(Case one) {
        String corefile = one.corefile().replaceFirst("(?m)^(\\S+) \\{$", scheme + "://$1 {\n    " + tls);
        assertThat(corefile).contains(scheme + "://");
        return new Case(one.id(), one.clause(), one.sentence(), corefile, one.manifests(), one.steps());
    }
}
