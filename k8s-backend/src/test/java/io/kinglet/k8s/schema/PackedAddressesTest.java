package io.kinglet.k8s.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.Header;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedAddressesTest {

    private static final int COUNT = 7;

    /** The same records, one at a time. */
    private record OneByOne(PackedAddresses addresses) implements RecordSet {
        @Override
        public int size(Query query) {
            return addresses.size(query);
        }

        @Override
        public void write(int index, MessageWriter out) {
            addresses.write(index, out);
        }
    }

    private static Query query() {
        DomainName name = DomainName.parse("db.ns.svc.cluster.local.");
        byte[] octets = new byte[Header.LENGTH + name.length() + 4];
        Header.putU16(octets, Header.QDCOUNT, 1);
        name.copyTo(octets, Header.LENGTH);
        octets[octets.length - 3] = 1;
        octets[octets.length - 1] = 1;
        Query query = new Query();
        query.read(octets, octets.length, Transport.UDP, null);
        query.ttl(0x7fff_fffe);
        return query;
    }

    private static byte[] written(RecordSet set, int first, int limit) {
        MessageWriter out = new MessageWriter();
        byte[] octets = new byte[512];
        out.begin(query(), octets, limit);
        out.count(Header.ANCOUNT, set.writeRound(first, COUNT, out));
        assertThat(out.overflowed()).isFalse();
        return Arrays.copyOf(octets, out.position());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writingAllInOneGoIsWritingThemOneByOne(boolean v6) {
        byte[] packed = new byte[COUNT * (v6 ? 16 : 4)];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (byte) (0x80 + i);
        }
        PackedAddresses addresses = new PackedAddresses(v6, packed);
        int question = written(addresses, 0, 0).length;
        for (int first = 0; first < COUNT; first++) {
            for (int limit = question; limit < question + COUNT * 28 + 1; limit++) {
                assertThat(written(addresses, first, limit))
                        .as("from %s within %s", first, limit)
                        .isEqualTo(written(new OneByOne(addresses), first, limit));
            }
        }
    }
}
