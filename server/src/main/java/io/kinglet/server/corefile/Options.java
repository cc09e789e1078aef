package io.kinglet.server.corefile;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a parse depends on besides the text.
 *
 * @param defaultPort the port of a {@code dns} key that names none, 0 to 65535
 * @param environment the value of a variable, or null when it is not set
 * @param files where imports are read from
 */
public record Options(int defaultPort, Function<String, @Nullable String> environment, FileReader files) {
    /** Checks the port. */
    public Options {
        if (defaultPort < 0 || defaultPort > 65535) {
            throw new IllegalArgumentException("port " + defaultPort + " is not within 0-65535");
        }
    }

    /** Port 53, the environment of the process, files of the disk. */
    public static Options ofProcess() {
        return new Options(Scheme.DNS.defaultPort(), System::getenv, FileReader.disk());
    }

    /** Port 53, no variables, no files: what a text alone can say. */
    public static Options ofText() {
        return new Options(Scheme.DNS.defaultPort(), name -> null, FileReader.inMemory(Map.of()));
    }

    /** The same with another default port. */
    public Options withDefaultPort(int port) {
        return new Options(port, environment, files);
    }
}
