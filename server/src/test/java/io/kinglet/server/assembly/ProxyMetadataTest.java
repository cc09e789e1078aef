package io.kinglet.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.QueryDefect;
import io.kinglet.dns.wire.Transport;
import io.kinglet.server.transport.proxy.ProxiedClient;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class ProxyMetadataTest {

    private static final InetSocketAddress ANYONE = new InetSocketAddress("192.0.2.1", 5353);

    private static Query from(Client client) {
        byte[] octets = {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1};
        Query query = new Query();
        assertThat(query.read(octets, octets.length, Transport.UDP, client)).isEqualTo(QueryDefect.NONE);
        return query;
    }

    @Test
    void whatTheProxySaysIsShownInHexadecimalAfterACopyToo() {
        Query query = from(new ProxiedClient(ANYONE, ANYONE, new byte[] {(byte) 0xea, 0, 1, 9}));
        assertThat(ProxyMetadata.INSTANCE.value("proxyproto/tlv", query)).isEqualTo("ea000109");
        assertThat(ProxyMetadata.INSTANCE.value("proxyproto/tlv", query.copy())).isEqualTo("ea000109");
        assertThat(ProxyMetadata.INSTANCE.value("other/label", query)).isEmpty();
        assertThat(ProxyMetadata.INSTANCE.value("proxyproto/tlv", from(Client.of(ANYONE))))
                .isEmpty();
    }
}
