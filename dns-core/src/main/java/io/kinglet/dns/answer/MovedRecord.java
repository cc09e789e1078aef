package io.kinglet.dns.answer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/** One record of a relayed message, written into another message: names are expanded and compressed anew. */
record MovedRecord(RelayedMessage message, int index) implements RecordSet {

    @Override
    public int size(Query query) {
        return 1;
    }

    @Override
    public void write(int unused, MessageWriter out) {
        MessageReader reader = message.reader();
        DomainName owner = reader.moveTo(message.start(index)) ? reader.owner() : null;
        if (owner == null) {
            return;
        }
        int mark = out.position();
        out.name(owner);
        out.head(reader.type(), reader.ttl());
        int start = out.openRdata();
        boolean sound = reader.copyRdata(out);
        out.closeRdata(start);
        if (!sound && !out.overflowed()) {
            out.rollback(mark);
        }
    }
}
