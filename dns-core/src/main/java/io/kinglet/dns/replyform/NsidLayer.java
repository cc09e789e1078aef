package io.kinglet.dns.replyform;

import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.wire.Header;

/** Says which server this is to queries that ask for it (RFC 5001). Any thread; keeps nothing. */
public final class NsidLayer implements Layer {

    /** The most octets of an identifier: far below what keeps a reply from its place in a datagram. */
    public static final int MOST_OCTETS = 128;

    private static final int OPTION = 3;

    private final byte[] option;

    /**
     * @param identifier at most {@link #MOST_OCTETS}
     */
    public NsidLayer(byte[] identifier) {
        if (identifier.length > MOST_OCTETS) {
            throw new IllegalArgumentException("an identifier has at most " + MOST_OCTETS + " octets");
        }
        option = new byte[4 + identifier.length];
        Header.putU16(option, 0, OPTION);
        Header.putU16(option, 2, identifier.length);
        System.arraycopy(identifier, 0, option, 4, identifier.length);
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            if (query.edns().optionsLength() > 0 && query.edns().hasOption(query.octets(), OPTION)) {
                query.marks().options(option);
            }
            return next.resolve(query);
        };
    }
}
