package io.kinglet.k8s.watch;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.internal.CertUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the HTTP client towards an API server, which takes the word of the authorities named for it and of no others, as client-go does.
 *
 * <p>fabric8 would add them to the hundred and more that the JDK trusts for the web: any of those could vouch for the API server, and
 * to read them all takes a tenth of the daemon's start and a megabyte of its heap.
 */
final class ApiTrust {

    private ApiTrust() {}

    /** @throws RuntimeException when certificates or keys cannot be read */
    static HttpClient connect(Config access) {
        JdkHttpClientFactory factory = new JdkHttpClientFactory();
        if (access.isTrustCerts() || !(given(access.getCaCertData()) || given(access.getCaCertFile()))) {
            return factory.newBuilder(access).build();
        }
        try {
            // Said to trust all, fabric8 reads no authorities; what it would trust then is replaced at once.
            Config without = new ConfigBuilder(access)
                    .withTrustCerts(true)
                    .withCaCertData(null)
                    .withCaCertFile(null)
                    .build();
            return factory.newBuilder(without)
                    .sslContext(SSLUtils.keyManagers(access), trust(access))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean given(@Nullable String value) {
        return value != null && !value.isEmpty();
    }

    static TrustManager[] trust(Config access) throws GeneralSecurityException, IOException {
        KeyStore authorities = KeyStore.getInstance("PKCS12");
        authorities.load(null, null);
        try (InputStream pem = CertUtils.getInputStreamFromDataOrFile(access.getCaCertData(), access.getCaCertFile())) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                authorities.setCertificateEntry("authority-" + authorities.size(), each);
            }
        }
        if (authorities.size() == 0) {
            throw new IOException("there is no certificate of an authority in "
                    + (given(access.getCaCertData()) ? "the data of the kubeconfig" : access.getCaCertFile()));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }
}
