package io.kinglet.server.plugin;

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
import java.util.Arrays;
import java.util.List;

/** One TO of {@code forward}: an address, a host name, or a file with {@code nameserver} lines. */
sealed interface UpstreamWord {

    int DNS_PORT = 53;

    /**
     * The addresses meant, found out now.
     *
     * @throws CorefileException if the file or the name is not there
     */
    List<InetSocketAddress> addresses();

    /** {@code 10.0.0.1}, {@code 10.0.0.1:53}, {@code [2001:db8::1]:53}. */
    record Address(HostPort address) implements UpstreamWord {
        @Override
        public List<InetSocketAddress> addresses() {
            return List.of(socketAddress(address.host(), address.port()));
        }
    }

    /** A file in the form of resolv.conf(5), of which the nameservers count. */
    record ResolvConf(Path file, Position position) implements UpstreamWord {
        @Override
        public List<InetSocketAddress> addresses() {
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
            if (found.isEmpty()) {
                throw new CorefileException(
                        position, "the file `" + file + "` has no line such as `nameserver 10.0.0.1`");
            }
            return found;
        }

        private static boolean isAddress(String text) {
            return IpAddress.parse(withoutScope(text)) != null;
        }
    }

    /** A name for the resolver of this machine. */
    record HostName(String name, int port, Position position) implements UpstreamWord {
        @Override
        public List<InetSocketAddress> addresses() {
            try {
                return Arrays.stream(InetAddress.getAllByName(name))
                        .map(address -> new InetSocketAddress(address, port))
                        .toList();
            } catch (UnknownHostException e) {
                throw new CorefileException(
                        position,
                        "no address of the upstream `" + name + "` is found; write its address, or mend the resolver "
                                + "of this machine");
            }
        }
    }

    static UpstreamWord read(DirectiveReader line, Token token) {
        String text = token.text();
        int scheme = text.indexOf("://");
        if (scheme >= 0 && !text.startsWith("dns://")) {
            throw line.error(
                    token,
                    "upstreams are asked in plain DNS, `" + text.substring(0, scheme) + "` is not supported yet; "
                            + "write an address such as `10.0.0.1` or `10.0.0.1:53`");
        }
        String plain = scheme >= 0 ? text.substring(scheme + 3) : text;
        HostPort address = HostPort.ofAddress(withoutScope(plain), DNS_PORT);
        if (address != null) {
            String scope = plain.contains("%") ? plain.replaceFirst("^[^%]*(%[A-Za-z0-9._-]+).*", "$1") : "";
            return new Address(new HostPort(address.host() + scope, port(line, token, address.port())));
        }
        if (plain.startsWith("/") || plain.startsWith(".") || Files.isRegularFile(Path.of(plain.replace("\0", "?")))) {
            return new ResolvConf(Path.of(plain.replace("\0", "?")), token.position());
        }
        HostPort named = HostPort.ofListener(plain, DNS_PORT);
        if (named == null || named.host().isEmpty() || plain.matches("[0-9.:]*")) {
            throw line.expected(token, "an upstream such as `10.0.0.1`, `[2001:db8::1]:53` or `/etc/resolv.conf`");
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

    private static InetAddress literal(String text) {
        try {
            IpAddress address = IpAddress.parse(text);
            return InetAddress.getByAddress(address == null ? new byte[4] : address.octets());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 octets", e);
        }
    }
}
