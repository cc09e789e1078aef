package io.kinglet.conformance.run;

import io.kinglet.conformance.rpl.Step;
import java.net.InetSocketAddress;

/** A server under test with the cluster it answers for. Used by one thread. */
public interface Subject extends AutoCloseable {

    /** Where it answers, the same port over UDP and TCP. */
    InetSocketAddress address();

    /** Makes objects exist as {@code step} has them. Its answers may follow later. */
    void apply(Step.Apply step);

    /** Makes an object cease to exist. Its answers may follow later. */
    void delete(Step.Delete step);

    @Override
    void close();
}
