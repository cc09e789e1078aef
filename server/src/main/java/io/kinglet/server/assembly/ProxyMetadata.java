package io.kinglet.server.assembly;

import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.wire.Query;
import io.kinglet.server.transport.proxy.ProxiedClient;
import java.util.HexFormat;

/** {@code proxyproto/tlv}: what a proxy says of its client besides the address, in hexadecimal. Stateless. */
enum ProxyMetadata implements Metadata {
    INSTANCE;

    @Override
    public String value(String label, Query query) {
        return label.equals("proxyproto/tlv") && query.client() instanceof ProxiedClient client
                ? HexFormat.of().formatHex(client.tlvs())
                : "";
    }
}
