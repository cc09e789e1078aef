package io.kinglet.server.transport.proxy;

/** By which rules the headers at one listener are read. May be changed at any time; connections that are open stay. Any thread. */
public final class ProxyDoor {

    private final Runnable rejected;
    private volatile ProxyRules rules;

    /**
     * @param rejected told of each header that was not sound, or not allowed; must not block
     */
    public ProxyDoor(ProxyRules rules, Runnable rejected) {
        this.rules = rules;
        this.rejected = rejected;
    }

    /** Reads headers by these from now on. */
    public void become(ProxyRules next) {
        rules = next;
    }

    ProxyRules rules() {
        return rules;
    }

    void reject() {
        rejected.run();
    }
}
