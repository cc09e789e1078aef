package io.kinglet.conformance.ask;

/** How a question travels. */
public enum Transport {
    UDP,
    TCP
}
