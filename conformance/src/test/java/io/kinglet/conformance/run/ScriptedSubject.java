package io.kinglet.conformance.run;

import io.kinglet.conformance.fixture.ScriptedUpstream;
import io.kinglet.conformance.rpl.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** A subject that answers from a script and remembers what was changed. */
final class ScriptedSubject implements Subject {

    private final ScriptedUpstream server;
    private final List<String> changes = new ArrayList<>();

    ScriptedSubject() throws IOException {
        server = ScriptedUpstream.start();
    }

    List<String> changes() {
        return changes;
    }

    @Override
    public InetSocketAddress address() {
        String port = server.address().substring(server.address().indexOf(':') + 1);
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    @Override
    public void apply(Step.Apply step) {
        changes.add("apply " + step.yaml().strip());
    }

    @Override
    public void delete(Step.Delete step) {
        changes.add("delete " + step.kind() + " " + step.namespace() + "/" + step.name());
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
