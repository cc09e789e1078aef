package io.kinglet.dns.rr;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** RDATA as a value. Numbers are unsigned as on the wire; names are absolute. */
public sealed interface Rdata {

    /** The type it belongs to, see {@link RecordType}. */
    int type();

    /** Writes the RDATA, RDLENGTH not included. */
    void write(RdataSink out);

    /** RFC 1035 section 3.4.1 and RFC 3596 section 2.2. */
    record Address(IpAddress address) implements Rdata {
        @Override
        public int type() {
            return address.v6() ? RecordType.AAAA : RecordType.A;
        }

        @Override
        public void write(RdataSink out) {
            if (address.v6()) {
                out.u32((int) (address.high() >>> 32));
                out.u32((int) address.high());
                out.u32((int) (address.low() >>> 32));
            }
            out.u32((int) address.low());
        }
    }

    /** RFC 1035 section 3.3.1. */
    record Cname(DomainName target) implements Rdata {
        @Override
        public int type() {
            return RecordType.CNAME;
        }

        @Override
        public void write(RdataSink out) {
            out.name(target);
        }
    }

    /** RFC 1035 section 3.3.11. */
    record Ns(DomainName server) implements Rdata {
        @Override
        public int type() {
            return RecordType.NS;
        }

        @Override
        public void write(RdataSink out) {
            out.name(server);
        }
    }

    /** RFC 1035 section 3.3.12. */
    record Ptr(DomainName target) implements Rdata {
        @Override
        public int type() {
            return RecordType.PTR;
        }

        @Override
        public void write(RdataSink out) {
            out.name(target);
        }
    }

    /** RFC 1035 section 3.3.9. */
    record Mx(int preference, DomainName exchange) implements Rdata {
        @Override
        public int type() {
            return RecordType.MX;
        }

        @Override
        public void write(RdataSink out) {
            out.u16(preference);
            out.name(exchange);
        }
    }

    /** RFC 2782. The target is never compressed. */
    record Srv(int priority, int weight, int port, DomainName target) implements Rdata {
        @Override
        public int type() {
            return RecordType.SRV;
        }

        @Override
        public void write(RdataSink out) {
            out.u16(priority);
            out.u16(weight);
            out.u16(port);
            out.nameInFull(target);
        }
    }

    /**
     * RFC 1035 section 3.3.13; times in seconds.
     *
     * @param minimum the TTL of negative answers (RFC 2308 section 4)
     */
    record Soa(DomainName mname, DomainName rname, int serial, int refresh, int retry, int expire, int minimum)
            implements Rdata {
        @Override
        public int type() {
            return RecordType.SOA;
        }

        @Override
        public void write(RdataSink out) {
            out.name(mname);
            out.name(rname);
            out.u32(serial);
            out.u32(refresh);
            out.u32(retry);
            out.u32(expire);
            out.u32(minimum);
        }
    }

    /** RFC 1035 section 3.3.14. Each string has at most 255 octets; UTF-8. */
    record Txt(List<String> strings) implements Rdata {
        public Txt {
            strings = List.copyOf(strings);
            for (String string : strings) {
                if (string.getBytes(StandardCharsets.UTF_8).length > 255) {
                    throw new IllegalArgumentException("a TXT string has at most 255 octets: \"" + string + "\"");
                }
            }
        }

        @Override
        public int type() {
            return RecordType.TXT;
        }

        @Override
        public void write(RdataSink out) {
            for (String string : strings) {
                byte[] octets = string.getBytes(StandardCharsets.UTF_8);
                out.u8(octets.length);
                out.octets(octets, 0, octets.length);
            }
        }
    }

    /** Any other type, its octets as they are (RFC 3597). */
    record Unknown(int type, byte[] octets) implements Rdata {
        public Unknown {
            octets = octets.clone();
        }

        @Override
        public byte[] octets() {
            return octets.clone();
        }

        @Override
        public void write(RdataSink out) {
            out.octets(octets, 0, octets.length);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Unknown same && same.type == type && Arrays.equals(same.octets, octets);
        }

        @Override
        public int hashCode() {
            return 31 * type + Arrays.hashCode(octets);
        }

        @Override
        public String toString() {
            return RecordType.name(type) + " of " + octets.length + " octets";
        }
    }
}
