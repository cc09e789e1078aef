package io.kinglet.dns.builtin;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;
import java.util.Arrays;
import java.util.List;

/**
 * Answers TXT queries of class CH: {@code version.bind}, {@code version.server}, {@code authors.bind}, {@code hostname.bind} and
 * {@code id.server} (RFC 4892). Belongs into a chain of that class. Any thread; keeps nothing.
 */
public final class ChaosLayer implements Layer {

    private record Entry(byte[] name, Answer answer) {}

    /** TXT records of class CH and TTL 0. */
    private record Texts(List<String> texts) implements RecordSet {
        @Override
        public int size(Query query) {
            return texts.size();
        }

        @Override
        public void write(int index, MessageWriter out) {
            out.qname();
            out.u16(RecordType.TXT);
            out.u16(RecordClass.CH);
            out.u32(0);
            int start = out.openRdata();
            new Rdata.Txt(List.of(texts.get(index))).write(out);
            out.closeRdata(start);
        }
    }

    private final List<Entry> entries;

    public ChaosLayer(ChaosConfig config) {
        entries = List.of(
                entry("version.bind.", List.of(config.version())),
                entry("version.server.", List.of(config.version())),
                entry("authors.bind.", config.authors()),
                entry("hostname.bind.", List.of(config.host())),
                entry("id.server.", List.of(config.host())));
    }

    private static Entry entry(String name, List<String> texts) {
        return new Entry(
                DomainName.parse(name).canonicalOctets(),
                new Answer.Composed(Rcode.NOERROR, false, false, List.of(new Texts(texts)), List.of(), List.of()));
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            if (query.qclass() == RecordClass.CH && query.qtype() == RecordType.TXT) {
                for (Entry entry : entries) {
                    if (Arrays.equals(entry.name, 0, entry.name.length, query.lowerQname(), 0, query.qnameLength())) {
                        return entry.answer;
                    }
                }
            }
            return next.resolve(query);
        };
    }
}
