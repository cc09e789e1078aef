package io.kinglet.server.cli;

import io.kinglet.server.assembly.DnsServer;
import io.kinglet.server.assembly.Version;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What is printed about the program. Stateless. */
final class Banner {

    private Banner() {}

    static void version(PrintWriter out) {
        out.println("Kinglet-" + Version.text() + " (CoreDNS 1.15 compatible)");
        out.println(platform());
    }

    /** The words of a server block that have a meaning, one a line, sorted, as the peer prints them. */
    static void plugins(PrintWriter out, List<String> supported) {
        supported.stream().sorted().forEach(out::println);
    }

    /** Where the server listens, in the peer's form: {@code .:53}, {@code example.org.:53 on 10.0.0.1}. */
    static void started(PrintWriter out, DnsServer server) {
        server.served().forEach(out::println);
        out.println("Kinglet-" + Version.text());
        out.println(platform());
    }

    private static String platform() {
        String architecture = System.getProperty("os.arch", "");
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT) + "/"
                + (architecture.equals("aarch64") ? "arm64" : architecture.equals("x86_64") ? "amd64" : architecture)
                + ", java " + Runtime.version().feature();
    }
}
