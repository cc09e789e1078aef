package io.kinglet.dns.tsig;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Signatory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A secret that two servers share, and its name. Good with every algorithm, as it is for the peer. Immutable. */
public final class TsigKey implements Signatory {

    private final DomainName name;
    private final byte[] secret;

    /**
     * @param secret at least one octet
     */
    public TsigKey(DomainName name, byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("the secret of " + name + " is empty");
        }
        this.name = name;
        this.secret = secret.clone();
    }

    public DomainName name() {
        return name;
    }

    /** Read only. */
    byte[] secret() {
        return secret;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TsigKey key && key.name.equals(name) && Arrays.equals(key.secret, secret);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "key " + name;
    }
}
