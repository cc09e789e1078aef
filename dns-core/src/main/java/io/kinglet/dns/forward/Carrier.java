package io.kinglet.dns.forward;

/** What carries a question to an upstream. */
public enum Carrier {
    UDP("udp"),
    TCP("tcp"),
    TLS("tcp-tls"),
    HTTPS("https");

    private final String label;

    Carrier(String label) {
        this.label = label;
    }

    /** The word for it in metrics, CoreDNS's. */
    public String label() {
        return label;
    }
}
