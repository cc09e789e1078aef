package io.kinglet.server.assembly;

import io.kinglet.server.plugin.TlsDirective;
import io.kinglet.server.tls.ServerTls;
import io.kinglet.server.transport.HttpsLimits;
import io.kinglet.server.transport.proxy.ProxyRules;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How clients are met at an address, before it is known what they ask. Immutable.
 *
 * @param tls null where nothing is encrypted
 * @param https of use where HTTP is spoken
 * @param proxies null where clients come themselves
 */
record Reception(
        @Nullable ServerTls tls,
        HttpsLimits https,
        @Nullable ProxyRules proxies) {

    /** Plain DNS. */
    static final Reception PLAIN = new Reception(null, HttpsLimits.STANDARD, null);

    /**
     * That of each address of a layout.
     *
     * @throws io.kinglet.server.corefile.CorefileException if blocks served at one address disagree, or a certificate is unsound
     */
    static Map<ServerAddress, Reception> of(Layout layout) {
        Map<ServerAddress, Reception> receptions = new HashMap<>();
        for (ServerAddress address : layout.addresses()) {
            TlsDirective directive = layout.tls(address);
            receptions.put(
                    address,
                    new Reception(
                            directive == null ? null : directive.load(),
                            layout.https(address),
                            layout.proxies(address)));
        }
        return receptions;
    }
}
