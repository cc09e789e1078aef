package io.kinglet.server.tls;

/** What a client has to show. */
public enum ClientCertificates {
    /** None is asked for. */
    NONE(false, false, false),
    /** One is asked for and not looked at. */
    REQUESTED(true, false, false),
    /** One must be there, whoever signed it. */
    REQUIRED(true, true, false),
    /** Where one is given, an authority must have signed it. */
    VERIFIED_IF_GIVEN(true, false, true),
    /** One must be there, and an authority must have signed it. */
    VERIFIED(true, true, true);

    private final boolean asked;
    private final boolean needed;
    private final boolean verified;

    ClientCertificates(boolean asked, boolean needed, boolean verified) {
        this.asked = asked;
        this.needed = needed;
        this.verified = verified;
    }

    boolean asked() {
        return asked;
    }

    boolean needed() {
        return needed;
    }

    boolean verified() {
        return verified;
    }
}
