package io.kinglet.server.webconfig;

import io.kinglet.server.tls.ServerTls;
import io.kinglet.server.tls.ServerTlsConfig;
import io.kinglet.server.tls.TlsFileException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * The engines of connections, made of the file and of those it names as they are now: they are read again for a connection that comes
 * a second after the last reading. What is unsound then is told of once, and the old stays. Confined to one thread after it is made.
 */
public final class WebTls implements Supplier<SSLEngine> {

    private static final System.Logger LOG = System.getLogger(WebTls.class.getName());

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final List<String> WORDS = List.of("http/1.1");

    private final Path file;
    private final LongSupplier ticker;
    private ServerTlsConfig config;
    private ServerTls current;
    private long readAt;
    private String complaint = "";

    private WebTls(Path file, LongSupplier ticker, ServerTlsConfig config) throws WebConfigException {
        this.file = file;
        this.ticker = ticker;
        this.config = config;
        current = load(config);
        readAt = ticker.getAsLong();
    }

    /**
     * Reads the file, and those it names.
     *
     * @return null where it names no certificate
     * @throws WebConfigException if one is missing or unsound
     */
    public static @Nullable WebTls open(Path file) throws WebConfigException {
        return open(file, System::nanoTime);
    }

    static @Nullable WebTls open(Path file, LongSupplier ticker) throws WebConfigException {
        ServerTlsConfig config = WebConfigReader.read(file).tls();
        return config == null ? null : new WebTls(file, ticker, config);
    }

    @Override
    public SSLEngine get() {
        long now = ticker.getAsLong();
        if (now - readAt >= FRESH_NANOS) {
            readAt = now;
            renew();
        }
        return current.engine(WORDS);
    }

    private void renew() {
        try {
            ServerTlsConfig next = WebConfigReader.read(file).tls();
            if (next == null) {
                throw new WebConfigException(file + " names no certificate any more; reload to serve without");
            }
            current = next.equals(config) ? renewed() : load(next);
            config = next;
            complaint = "";
        } catch (WebConfigException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(complaint)) {
                complaint = problem;
                LOG.log(Level.ERROR, "metrics are encrypted as before: {0}", problem);
            }
        }
    }

    private ServerTls renewed() throws WebConfigException {
        try {
            return current.renewed();
        } catch (TlsFileException e) {
            throw unsound(e);
        }
    }

    private static ServerTls load(ServerTlsConfig config) throws WebConfigException {
        try {
            return ServerTls.load(config);
        } catch (TlsFileException e) {
            throw unsound(e);
        }
    }

    private static WebConfigException unsound(TlsFileException e) {
        return new WebConfigException(String.valueOf(e.getMessage()), e);
    }
}
