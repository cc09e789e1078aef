package io.kinglet.server.plugin;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code bind ADDRESS|INTERFACE... { except ADDRESS|INTERFACE... }}: where the block listens instead of everywhere.
 */
public record BindDirective(List<Token> places, List<Token> except) implements Part {

    @Override
    public boolean answers() {
        return false;
    }

    /**
     * The addresses on this machine now.
     *
     * @throws CorefileException if there is no such interface, or none of its addresses is left
     */
    public List<InetAddress> addresses() {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        places.forEach(place -> addresses.addAll(addresses(place)));
        except.forEach(place -> addresses.removeAll(addresses(place)));
        if (addresses.isEmpty()) {
            throw new CorefileException(places.get(0).position(), "`bind` leaves no address to listen on");
        }
        return List.copyOf(addresses);
    }

    static BindDirective read(DirectiveReader line, BlockScope block) {
        List<Token> places = line.rest("addresses or interfaces", 1, Integer.MAX_VALUE);
        List<Token> except = new ArrayList<>();
        line.body(Map.of("except", it -> except.addAll(it.rest("addresses or interfaces", 1, Integer.MAX_VALUE))));
        for (Token place : places) {
            if (place.text().isEmpty() || place.text().contains("://")) {
                throw line.expected(place, "an address such as `10.0.0.1`, or the name of an interface");
            }
            if (literal(place.text()) == null && networkInterface(place) == null) {
                block.warn(
                        place.position(),
                        "this machine has no interface `" + place.text() + "`; where it lacks, nothing will start");
            }
        }
        return new BindDirective(places, List.copyOf(except));
    }

    private static List<InetAddress> addresses(Token place) {
        InetAddress literal = literal(place.text());
        if (literal != null) {
            return List.of(literal);
        }
        NetworkInterface found = networkInterface(place);
        if (found == null) {
            throw new CorefileException(
                    place.position(),
                    "`" + place.text()
                            + "` is neither an address nor an interface of this machine (`ip addr` lists them)");
        }
        return found.inetAddresses().toList();
    }

    private static @Nullable InetAddress literal(String text) {
        if (IpAddress.parse(text.replaceFirst("%.*", "")) == null) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static @Nullable NetworkInterface networkInterface(Token place) {
        try {
            return NetworkInterface.getByName(place.text());
        } catch (SocketException e) {
            throw new CorefileException(
                    place.position(), "the interfaces of this machine cannot be listed: " + e.getMessage());
        }
    }
}
