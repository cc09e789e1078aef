package io.kinglet.dns.answer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.wire.MessageReader;
import io.kinglet.dns.wire.MessageWriter;
import io.kinglet.dns.wire.Query;

/**
 * Records of a relayed message that stand side by side, written into another message: names are expanded and compressed anew.
 *
 * @param first the number of the first record in the message
 * @param count 1, or the addresses of one owner, which may take turns
 */
record MovedRecords(RelayedMessage message, int first, int count) implements RecordSet {

    @Override
    public int size(Query query) {
        return count;
    }

    @Override
    public boolean rotates() {
        return count > 1;
    }

    @Override
    public void write(int index, MessageWriter out) {
        MessageReader reader = message.reader();
        DomainName owner = reader.moveTo(message.start(first + index)) ? reader.owner() : null;
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
