package io.kinglet.server.assembly;

import io.kinglet.dns.index.Published;
import io.kinglet.dns.loadbalance.LoadBalanceConfig.Weighted;
import io.kinglet.dns.loadbalance.WeightFileException;
import io.kinglet.dns.loadbalance.Weights;
import io.kinglet.dns.resolver.Looks;
import io.kinglet.dns.resolver.Scheduler;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Position;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * The weights of one directive, read again whenever the file has changed. A file that cannot be read, or makes no sense, leaves
 * them as they were. Reads on the thread that builds it, later on that of the scheduler; the weights are for any thread.
 */
final class WeightFile implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.kinglet.loadbalance");
    private static final long LARGEST = 16 << 20;

    private final Weighted weighted;
    private final Looks looks;
    private final Published<Weights> weights = new Published<>(Weights.NONE);
    private @Nullable FileStamp seen;
    private String failure = "";

    /**
     * Reads the file; one that is not there yet may come later, if it is looked at again.
     *
     * @param position where the Corefile names it
     * @throws CorefileException if it makes no sense, or is not there and never looked at again
     */
    WeightFile(Weighted weighted, Position position, Scheduler disk) {
        this.weighted = weighted;
        looks = new Looks(this::look, weighted.reload(), disk);
        try {
            read();
        } catch (WeightFileException e) {
            throw new CorefileException(position, weighted.file() + ":" + e.line() + ": " + e.getMessage());
        } catch (IOException e) {
            if (weighted.reload().isZero()) {
                throw new CorefileException(position, "`" + weighted.file() + "` cannot be read: " + reason(e));
            }
            complain(reason(e));
        }
    }

    Published<Weights> weights() {
        return weights;
    }

    /** Begins to look at the file now and then. */
    void start() {
        looks.start();
    }

    @Override
    public void close() {
        looks.close();
    }

    private void look() {
        try {
            if (read()) {
                LOG.log(Level.INFO, "loadbalance: {0} has been read", weighted.file());
            }
            failure = "";
        } catch (IOException e) {
            complain(reason(e));
        } catch (WeightFileException e) {
            complain("line " + e.line() + ": " + e.getMessage());
        }
    }

    /** Whether it had changed. */
    private boolean read() throws IOException, WeightFileException {
        FileStamp now = FileStamp.of(weighted.file());
        if (now.equals(seen)) {
            return false;
        }
        if (now.size() > LARGEST) {
            throw new IOException("it has more than " + LARGEST + " octets");
        }
        weights.publish(Weights.read(Files.readString(weighted.file())));
        seen = now;
        return true;
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "it is not there" : String.valueOf(e.getMessage());
    }

    /** Once for each reason. */
    private void complain(String reason) {
        if (!reason.equals(failure)) {
            failure = reason;
            LOG.log(
                    Level.WARNING,
                    "loadbalance: {0} cannot be used, the weights stay as they are: {1}",
                    weighted.file(),
                    reason);
        }
    }
}
