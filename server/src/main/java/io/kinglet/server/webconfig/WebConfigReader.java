package io.kinglet.server.webconfig;

import io.kinglet.server.corefile.Words;
import io.kinglet.server.tls.ClientCertificates;
import io.kinglet.server.tls.ServerTlsConfig;
import io.kinglet.server.tls.TlsBounds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads the file. Relative paths in it begin at its folder. Stateless. */
public final class WebConfigReader {

    private static final int MOST_OCTETS = 1 << 16;
    private static final Map<String, Boolean> FLAGS = Map.of("true", true, "false", false);

    private static final Map<String, ClientCertificates> CLIENTS = Map.of(
            "NoClientCert", ClientCertificates.NONE,
            "RequestClientCert", ClientCertificates.REQUESTED,
            "RequireAnyClientCert", ClientCertificates.REQUIRED,
            "RequireClientCert", ClientCertificates.REQUIRED,
            "VerifyClientCertIfGiven", ClientCertificates.VERIFIED_IF_GIVEN,
            "RequireAndVerifyClientCert", ClientCertificates.VERIFIED);

    /** How many of the protocols that are spoken are older; none is older than TLS 1.2. */
    private static final Map<String, Integer> VERSIONS = Map.of("TLS10", 0, "TLS11", 0, "TLS12", 0, "TLS13", 1);

    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    private WebConfigReader() {}

    /**
     * Reads it.
     *
     * @throws WebConfigException if it is missing or unsound, or asks for what there is not
     */
    public static WebConfig read(Path file) throws WebConfigException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MOST_OCTETS + 1);
            if (octets.length > MOST_OCTETS) {
                throw new WebConfigException(file + " is larger than " + MOST_OCTETS + " octets");
            }
            return parse(file, new String(octets, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new WebConfigException(file + (Files.exists(file) ? " cannot be read: " + e : " does not exist"), e);
        }
    }

    static WebConfig parse(Path file, String text) throws WebConfigException {
        YamlFields all = YamlFields.of(
                file.toString(),
                text,
                List.of("tls_server_config", "http_server_config", "basic_auth_users", "rate_limit"));
        refuseHttp(all);
        YamlFields tls = all.section(
                "tls_server_config",
                "cert_file",
                "key_file",
                "client_auth_type",
                "client_ca_file",
                "client_allowed_sans",
                "min_version",
                "max_version",
                "cipher_suites",
                "prefer_server_cipher_suites",
                "curve_preferences",
                "cert",
                "key",
                "client_ca");
        return new WebConfig(tls(tls, file));
    }

    private static void refuseHttp(YamlFields all) throws WebConfigException {
        if (!all.section("basic_auth_users").isEmpty()) {
            throw all.error(
                    "basic_auth_users",
                    "passwords are not supported; let clients show certificates instead, with `client_auth_type: "
                            + "RequireAndVerifyClientCert` in `tls_server_config`");
        }
        YamlFields http = all.section("http_server_config", "http2", "headers");
        // HTTP/2 is an offer that clients may leave; here it is not made.
        http.oneOf("http2", FLAGS, true);
        if (!http.section("headers").isEmpty()) {
            throw http.error("headers", "headers are not supported; remove `headers`");
        }
        YamlFields rate = all.section("rate_limit", "interval", "burst");
        if (!rate.text("interval").matches("|0[a-zµ]*")) {
            throw rate.error(
                    "interval",
                    "requests are not limited by rate, but answered by one thread of their own; remove `rate_limit`");
        }
    }

    private static @Nullable ServerTlsConfig tls(YamlFields tls, Path file) throws WebConfigException {
        for (String inline : List.of("cert", "key", "client_ca")) {
            if (!tls.text(inline).isEmpty()) {
                throw tls.error(
                        inline,
                        "`" + inline
                                + "` within the file is not supported; write it to a file of its own, and name that in `"
                                + inline + "_file`");
            }
        }
        String authority = tls.text("client_ca_file");
        ClientCertificates clients = tls.oneOf("client_auth_type", CLIENTS, ClientCertificates.NONE);
        TlsBounds bounds = bounds(tls);
        if (List.of("cert_file", "key_file", "client_auth_type", "client_ca_file").stream()
                .allMatch(tls::lacks)) {
            return null;
        }
        if (!authority.isEmpty() && clients == ClientCertificates.NONE) {
            throw tls.error(
                    "client_ca_file",
                    "`client_ca_file` needs a `client_auth_type` such as `RequireAndVerifyClientCert`: clients are "
                            + "asked for no certificate otherwise");
        }
        return new ServerTlsConfig(
                file.resolveSibling(needed(tls, "cert_file")),
                file.resolveSibling(needed(tls, "key_file")),
                authority.isEmpty() ? null : file.resolveSibling(authority),
                clients,
                bounds);
    }

    private static String needed(YamlFields tls, String key) throws WebConfigException {
        String text = tls.text(key);
        if (text.isEmpty()) {
            throw tls.error(key, "`tls_server_config` lacks `" + key + "`");
        }
        return text;
    }

    private static TlsBounds bounds(YamlFields tls) throws WebConfigException {
        tls.oneOf("prefer_server_cipher_suites", FLAGS, true);
        if (!tls.texts("curve_preferences").isEmpty()) {
            throw tls.error("curve_preferences", "Java chooses the curves by itself; remove `curve_preferences`");
        }
        int oldest = tls.oneOf("min_version", VERSIONS, 0);
        int newest = tls.oneOf("max_version", VERSIONS, 1);
        if (newest < oldest || tls.text("max_version").matches("TLS1[01]")) {
            throw tls.error(
                    "max_version", "no version is left: TLS 1.2 and 1.3 are spoken, and `min_version` is the oldest");
        }
        List<String> protocols = newest == oldest
                ? List.of(PROTOCOLS.get(oldest))
                : List.of(PROTOCOLS.get(newest), PROTOCOLS.get(oldest));
        return new TlsBounds(protocols, suites(tls), Set.copyOf(tls.texts("client_allowed_sans")));
    }

    private static Set<String> suites(YamlFields tls) throws WebConfigException {
        Set<String> suites = new HashSet<>(tls.texts("cipher_suites"));
        List<String> known = known();
        for (String suite : suites) {
            if (!known.contains(suite)) {
                throw tls.error(
                        "cipher_suites",
                        "found " + Words.quote(suite) + ", which this Java has not" + Words.didYouMean(suite, known));
            }
        }
        return suites;
    }

    private static List<String> known() {
        try {
            return Arrays.asList(
                    SSLContext.getDefault().getSupportedSSLParameters().getCipherSuites());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
