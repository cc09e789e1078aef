package io.kinglet.server.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** Datagrams that the kernel dropped because a receive buffer was full, from Linux's socket tables. Stateless. */
final class UdpDrops {

    private static final int LOCAL_ADDRESS = 1;

    private UdpDrops() {}

    /**
     * Drops of the sockets bound to {@code port} now.
     *
     * @param folder where the tables {@code udp} and {@code udp6} are
     */
    static long of(int port, Path folder) {
        return drops(port, folder.resolve("udp")) + drops(port, folder.resolve("udp6"));
    }

    private static long drops(int port, Path table) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        long sum = 0;
        try (Stream<String> lines = Files.lines(table)) {
            for (String line : (Iterable<String>) lines.skip(1)::iterator) {
                String[] fields = line.strip().split(" +", -1);
                if (fields.length > LOCAL_ADDRESS && fields[LOCAL_ADDRESS].endsWith(suffix)) {
                    sum += Long.parseLong(fields[fields.length - 1]);
                }
            }
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            // No such table on this system: nothing is known, so nothing is counted.
            return sum;
        }
        return sum;
    }
}
