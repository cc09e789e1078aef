package io.kinglet.server.assembly;

import io.kinglet.dns.hosts.HostsReader;
import io.kinglet.dns.hosts.HostsReader.LeftOut;
import io.kinglet.dns.hosts.HostsTable;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Looks;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.server.plugin.HostsDirective;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The list of hosts of one directive, read again whenever the file has changed. While the file cannot be read the list stays as it
 * is: a file that is being replaced must not take names away. Reads on the thread that builds it, later on that of the scheduler;
 * the table is for any thread.
 */
final class HostsFile implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.kinglet.hosts");

    private final HostsDirective directive;
    private final Looks looks;
    private final Published<HostsTable> table = new Published<>(HostsTable.empty());
    private volatile @Nullable FileStamp seen;
    private String failure = "";

    /** Reads the file. */
    HostsFile(HostsDirective directive, Scheduler disk) {
        this.directive = directive;
        looks = new Looks(this::refresh, directive.reload(), disk);
        if (!refresh()) {
            publish(new HostsTable.Builder(directive.config()));
        }
    }

    Published<HostsTable> table() {
        return table;
    }

    HostsDirective directive() {
        return directive;
    }

    /** When the file that was read last had been changed; null when none was read. */
    @Nullable
    Instant modified() {
        FileStamp stamp = seen;
        return stamp == null ? null : stamp.modified();
    }

    /** Begins to look at the file now and then. */
    void start() {
        looks.start();
    }

    @Override
    public void close() {
        looks.close();
    }

    /** Whether there is a table of what the file says. */
    private boolean refresh() {
        try {
            FileStamp now = FileStamp.of(directive.file());
            if (!now.equals(seen)) {
                HostsTable.Builder builder = new HostsTable.Builder(directive.config());
                try (InputStream in = Files.newInputStream(directive.file())) {
                    tell(new HostsReader(builder).read(in));
                }
                publish(builder);
                seen = now;
                LOG.log(Level.DEBUG, "hosts: {0} has been read", directive.file());
            }
            failure = "";
            return true;
        } catch (IOException e) {
            String reason = e instanceof NoSuchFileException ? "it is not there" : e.toString();
            if (!reason.equals(failure)) {
                failure = reason;
                LOG.log(
                        seen == null ? Level.INFO : Level.WARNING,
                        "hosts: {0} cannot be read, what is known of it stays: {1}",
                        directive.file(),
                        reason);
            }
            return false;
        }
    }

    private void publish(HostsTable.Builder builder) {
        for (HostsDirective.Line line : directive.lines()) {
            line.names().forEach(name -> builder.add(name, line.address()));
        }
        table.publish(builder.build());
    }

    private void tell(LeftOut left) {
        if (left.count() > 0) {
            LOG.log(
                    Level.WARNING,
                    "hosts: {0}:{1}: {2}{3}",
                    directive.file(),
                    Long.toString(left.line()),
                    left.reason(),
                    left.count() == 1 ? "" : "; " + (left.count() - 1) + " more words or lines were left out");
        }
    }
}
