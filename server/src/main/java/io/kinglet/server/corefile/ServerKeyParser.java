package io.kinglet.server.corefile;

import io.kinglet.dns.name.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code [scheme://]zone[:port]}, where the zone may be a CIDR. Confined to one parse. */
final class ServerKeyParser {
    private static final String ACCEPTED = "a key is `[scheme://]zone[:port]`, such as `.:53` or `example.org`";

    private final int defaultPort;
    private final Set<Warning> warnings;

    ServerKeyParser(int defaultPort, Set<Warning> warnings) {
        this.defaultPort = defaultPort;
        this.warnings = warnings;
    }

    List<ServerKey> parse(Token key) {
        String text = key.text();
        if (text.isEmpty()) {
            throw error(key, "found an empty word where a zone is expected; " + ACCEPTED);
        }
        int sign = text.indexOf("://");
        Scheme scheme = sign < 0 ? Scheme.DNS : scheme(key, text.substring(0, sign));
        String rest = sign < 0 ? text : text.substring(sign + 3);
        if (rest.indexOf(',') >= 0) {
            throw error(key, "found a comma inside of " + Words.quote(text) + "; write a space after it");
        }
        int colon = portColon(key, rest);
        int port = colon >= 0
                ? port(key, rest.substring(colon + 1))
                : scheme == Scheme.DNS ? defaultPort : scheme.defaultPort();
        String zone = colon >= 0 ? rest.substring(0, colon) : rest;
        if (zone.isEmpty()) {
            throw error(
                    key, "found " + Words.quote(text) + " without a zone; the zone of all names is `.`, as in `.:53`");
        }
        warnAbout(key, zone);
        return ZoneName.expand(key.position(), zone).stream()
                .map(name -> new ServerKey(scheme, name, port, key.position()))
                .toList();
    }

    private static Scheme scheme(Token key, String word) {
        Scheme scheme = Scheme.of(word);
        if (scheme == null) {
            throw error(
                    key,
                    "found the scheme " + Words.quote(word) + "; accepted are " + Words.list(Scheme.words())
                            + Words.didYouMean(word, Scheme.words()));
        }
        return scheme;
    }

    /** Where the port begins, or -1: the last colon, unless it is one of an IPv6 CIDR. */
    private static int portColon(Token key, String rest) {
        int colon = rest.lastIndexOf(':');
        int slash = rest.indexOf('/');
        if (colon < 0 || slash > colon) {
            return -1;
        }
        if (slash < 0 && (rest.indexOf(':') < colon || rest.charAt(0) == '[')) {
            throw error(
                    key,
                    "found " + Words.quote(rest) + ", which is no zone; for the reverse zone of addresses write a CIDR "
                            + "such as `2001:db8::/32`, to listen on an address use `bind`");
        }
        return colon;
    }

    private static int port(Token key, String digits) {
        if (digits.matches("[0-9]{1,9}")) {
            int port = Integer.parseInt(digits);
            if (port <= 65535) {
                return port;
            }
        }
        String hint = digits.matches("[0-9]+-[0-9]+") ? "; for several ports write a key for each" : "";
        throw error(
                key,
                "found the port " + Words.quote(digits) + " in " + Words.quote(key.text())
                        + "; a port is a number of 0 to 65535" + hint);
    }

    private void warnAbout(Token key, String zone) {
        if (IpAddress.parse(zone) != null) {
            warnings.add(new Warning(
                    key.position(),
                    Words.quote(zone) + " is served as a zone of that name; for the reverse zone write `" + zone
                            + "/32`, to listen on that address use `bind`"));
        }
        if (zone.startsWith("*.")) {
            warnings.add(new Warning(
                    key.position(),
                    "a `*` in a key stands for itself; the zone "
                            + Words.quote(zone.substring(2).toLowerCase(Locale.ROOT))
                            + " holds all names below it already"));
        }
    }

    private static CorefileException error(Token key, String problem) {
        return new CorefileException(key.position(), problem);
    }
}
