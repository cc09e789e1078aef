package io.kinglet.server.transport;

import java.lang.System.Logger.Level;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Chooses what carries UDP. Stateless. */
final class FrontEnds {

    private static final System.Logger LOG = System.getLogger(FrontEnds.class.getName());

    private static final String PROPERTY = "kinglet.udp";
    private static final String EVENT_LOOPS = "netty";

    /** What the class files of a front end are compiled for; an older JVM must not even look at them. */
    private static final int OLDEST_JAVA = 22;

    private FrontEnds() {}

    /** The one that is there and works; null for the event loops. */
    static @Nullable UdpFrontEnd find() {
        if (EVENT_LOOPS.equals(System.getProperty(PROPERTY))
                || Runtime.version().feature() < OLDEST_JAVA
                || !System.getProperty("os.name").startsWith("Linux")) {
            return null;
        }
        try {
            return ServiceLoader.load(UdpFrontEnd.class, UdpFrontEnd.class.getClassLoader())
                    .findFirst()
                    .orElse(null);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            Throwable cause = e.getCause() != null ? e.getCause() : e;
            LOG.log(Level.INFO, "event loops carry UDP: {0}", cause);
            return null;
        }
    }
}
