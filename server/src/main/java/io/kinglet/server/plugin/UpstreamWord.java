package io.kinglet.server.plugin;

import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.Endpoint.Protocol;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One TO of {@code forward}: {@code [scheme://]HOST[%SERVERNAME][:PORT]}, where HOST is an address, a host name, or a file with
 * {@code nameserver} lines.
 *
 * @param serverName what its certificate must bear; empty for what {@code tls_servername} says, or the address
 */
record UpstreamWord(Target target, Protocol protocol, String serverName) {

    private static final int DNS_PORT = 53;

    /** Finds the addresses of a host name, perhaps by asking. */
    @FunctionalInterface
    interface Names {

        /**
         * Addresses of a name that is absolute.
         *
         * @return none where there are none
         */
        List<InetAddress> addresses(String name);
    }

    /** What stands for one or more addresses. */
    sealed interface Target {

        /**
         * The addresses meant, found out now.
         *
         * @throws CorefileException if the file or the name is not there
         */
        List<InetSocketAddress> addresses(Names names);
    }

    /** {@code 10.0.0.1}, {@code 10.0.0.1:53}, {@code [2001:db8::1]:53}. */
    record Address(HostPort address) implements Target {
        @Override
        public List<InetSocketAddress> addresses(Names names) {
            return List.of(socketAddress(address.host(), address.port()));
        }
    }

    /** A file in the form of resolv.conf(5), of which the nameservers count; one without any is passed over, as CoreDNS does. */
    record ResolvConf(Path file, Position position) implements Target {
        @Override
        public List<InetSocketAddress> addresses(Names names) {
            List<InetSocketAddress> found = new ArrayList<>();
            try {
                for (String text :
                        Files.readString(file, StandardCharsets.ISO_8859_1).split("\n", -1)) {
                    String[] words = text.strip().split("[ \t]+", -1);
                    if (words.length >= 2 && words[0].equals("nameserver") && isAddress(words[1])) {
                        found.add(socketAddress(words[1], DNS_PORT));
                    }
                }
            } catch (IOException e) {
                throw new CorefileException(
                        position,
                        "the file `" + file + "` cannot be read ("
                                + e.getClass().getSimpleName()
                                + "); name an address, such as `10.0.0.1`, or a file with `nameserver` lines");
            }
            return found;
        }

        private static boolean isAddress(String text) {
            return IpAddress.parse(withoutScope(text)) != null;
        }
    }

    /** A name that is looked up when the server starts. */
    record HostName(String name, int port, Position position) implements Target {
        @Override
        public List<InetSocketAddress> addresses(Names names) {
            List<InetAddress> found = names.addresses(name);
            if (found.isEmpty()) {
                throw new CorefileException(
                        position,
                        "no address of the upstream `" + name + "` is found; write its address, or name a server that "
                                + "knows it with `resolver`");
            }
            return found.stream()
                    .map(address -> new InetSocketAddress(address, port))
                    .toList();
        }
    }

    /**
     * The upstreams meant, found out now.
     *
     * @param usualName the name of certificates where this has none of its own; may be empty
     * @throws CorefileException if the file or the name is not there
     */
    List<Endpoint> endpoints(Names names, String usualName) {
        String name = protocol == Protocol.DNS ? "" : serverName.isEmpty() ? usualName : serverName;
        return target.addresses(names).stream()
                .map(address -> new Endpoint(address, protocol, name))
                .toList();
    }

    boolean isEncrypted() {
        return protocol != Protocol.DNS;
    }

    static UpstreamWord read(DirectiveReader line, Token token) {
        String text = token.text();
        int scheme = text.indexOf("://");
        String rest = scheme < 0 ? text : text.substring(scheme + 3);
        return switch (scheme < 0 ? "dns" : text.substring(0, scheme)) {
            case "dns" -> new UpstreamWord(plain(line, token, rest), Protocol.DNS, "");
            case "tls" -> encrypted(line, token, rest, Protocol.TLS, 853);
            case "https" -> encrypted(line, token, rest, Protocol.HTTPS, 443);
            case "quic" ->
                throw line.error(
                        token,
                        "`quic` is not supported: Java has no QUIC; write `tls://" + rest
                                + "` if the upstream speaks DNS over TLS, too");
            default ->
                throw line.error(
                        token,
                        "`" + text.substring(0, scheme)
                                + "` is not supported for upstreams; accepted are `dns`, `tls` and " + "`https`");
        };
    }

    private static UpstreamWord encrypted(
            DirectiveReader line, Token token, String text, Protocol protocol, int usualPort) {
        String form = "an upstream such as `tls://9.9.9.9`, `tls://9.9.9.9%dns.quad9.net:853` or `https://9.9.9.9`";
        if (text.indexOf('/') >= 0) {
            throw line.error(
                    token,
                    protocol == Protocol.HTTPS
                            ? "found a path in `" + token.text()
                                    + "`; upstreams are asked at `/dns-query`, leave the path out"
                            : "found `" + token.text() + "`; a file names upstreams in plain DNS, accepted is " + form);
        }
        int percent = text.lastIndexOf('%');
        String host = text;
        String name = "";
        if (percent >= 0) {
            name = text.substring(percent + 1);
            int colon = name.lastIndexOf(':');
            String port = colon < 0 ? "" : name.substring(colon);
            name = (colon < 0 ? name : name.substring(0, colon)).replaceFirst("\\]$", "");
            host = text.substring(0, percent) + (text.startsWith("[") ? "]" : "") + port;
            if (!isServerName(name)) {
                throw line.expected(token, "a server name behind `%`, as in `tls://9.9.9.9%dns.quad9.net`");
            }
        }
        HostPort address = HostPort.ofAddress(host, usualPort);
        if (address != null) {
            return new UpstreamWord(
                    new Address(new HostPort(address.host(), port(line, token, address.port()))), protocol, name);
        }
        return new UpstreamWord(named(line, token, host, usualPort, form), protocol, name);
    }

    /** Whether TLS of Java can ask for the name and look for it in a certificate: it throws at any other (RFC 1123 section 2.1). */
    static boolean isServerName(String text) {
        String label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
        return text.matches(label + "(\\." + label + ")*");
    }

    private static Target plain(DirectiveReader line, Token token, String plain) {
        HostPort address = HostPort.ofAddress(withoutScope(plain), DNS_PORT);
        if (address != null) {
            String scope = plain.contains("%") ? plain.replaceFirst("^[^%]*(%[A-Za-z0-9._-]+).*", "$1") : "";
            return new Address(new HostPort(address.host() + scope, port(line, token, address.port())));
        }
        Path file = Path.of(plain.replace("\0", "?"));
        if (plain.startsWith("/") || plain.startsWith(".") || Files.isRegularFile(file)) {
            if (Files.notExists(file)) {
                throw line.error(
                        token,
                        "there is no file `" + file
                                + "`; name an address, such as `10.0.0.1`, or a file with `nameserver` lines");
            }
            return new ResolvConf(file, token.position());
        }
        return named(
                line,
                token,
                plain,
                DNS_PORT,
                "an upstream such as `10.0.0.1`, `[2001:db8::1]:53` or `/etc/resolv.conf`");
    }

    private static HostName named(DirectiveReader line, Token token, String text, int usualPort, String form) {
        HostPort named = HostPort.ofListener(text, usualPort);
        if (named == null || named.host().isEmpty() || text.matches("[0-9.:]*")) {
            throw line.expected(token, form);
        }
        return new HostName(named.host(), port(line, token, named.port()), token.position());
    }

    private static int port(DirectiveReader line, Token token, int port) {
        if (port == 0) {
            throw line.expected(token, "an upstream with a port of 1 to 65535");
        }
        return port;
    }

    private static String withoutScope(String text) {
        return text.replaceFirst("%[A-Za-z0-9._-]+", "");
    }

    private static InetSocketAddress socketAddress(String literal, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(literal), port);
        } catch (UnknownHostException e) {
            // A scope that is no interface of this machine.
            return new InetSocketAddress(literal(withoutScope(literal)), port);
        }
    }

    /** An address that was read already. */
    static InetAddress literal(String text) {
        try {
            IpAddress address = IpAddress.parse(text);
            return InetAddress.getByAddress(address == null ? new byte[4] : address.octets());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }
}
