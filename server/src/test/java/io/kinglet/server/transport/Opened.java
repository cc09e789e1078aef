package io.kinglet.server.transport;

import java.util.ArrayList;
import java.util.List;

/** What a test has opened: closed the other way round when the test is over. */
final class Opened implements AutoCloseable {

    private final List<AutoCloseable> things = new ArrayList<>();

    <C extends AutoCloseable> C add(C it) {
        things.add(it);
        return it;
    }

    @Override
    public void close() throws Exception {
        for (int i = things.size() - 1; i >= 0; i--) {
            things.get(i).close();
        }
    }
}
