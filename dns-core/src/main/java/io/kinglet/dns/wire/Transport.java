package io.kinglet.dns.wire;

/** What carried a message. */
public enum Transport {
    UDP("udp"),
    TCP("tcp");

    private final String label;

    Transport(String label) {
        this.label = label;
    }

    /** The word for it in logs and metrics. */
    public String label() {
        return label;
    }
}
