package io.kinglet.dns.tsig;

import io.kinglet.dns.name.DomainName;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The algorithms of RFC 8945 section 6 that the peer knows, too. MD5 is left out: it must not be used. */
enum TsigAlgorithm {
    SHA1("hmac-sha1.", "HmacSHA1", 20),
    SHA224("hmac-sha224.", "HmacSHA224", 28),
    SHA256("hmac-sha256.", "HmacSHA256", 32),
    SHA384("hmac-sha384.", "HmacSHA384", 48),
    SHA512("hmac-sha512.", "HmacSHA512", 64);

    private static final TsigAlgorithm[] ALL = values();

    private final DomainName wireName;
    private final String java;
    private final int length;

    TsigAlgorithm(String name, String java, int length) {
        wireName = DomainName.parse(name);
        this.java = java;
        this.length = length;
    }

    static @Nullable TsigAlgorithm of(DomainName name) {
        for (TsigAlgorithm algorithm : ALL) {
            if (algorithm.wireName.equals(name)) {
                return algorithm;
            }
        }
        return null;
    }

    DomainName wireName() {
        return wireName;
    }

    /** Octets of a MAC. */
    int length() {
        return length;
    }

    Mac mac(TsigKey key) {
        try {
            Mac mac = Mac.getInstance(java);
            mac.init(new SecretKeySpec(key.secret(), java));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            // Every JDK has them, and takes any octets for a key.
            throw new IllegalStateException(java + " is not there", e);
        }
    }
}
