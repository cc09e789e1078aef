package io.kinglet.dns.wire;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.Octets;
import io.kinglet.dns.rr.RecordType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A query read in place, and what the layers note down on its way: one object per event loop, read anew for every packet.
 *
 * <p>Valid only while it is being resolved: whoever answers later takes a {@link #copy()}. Event-loop confined.
 *
 * <pre>
 *   | header 12 | QNAME, uncompressed | QTYPE 2 | QCLASS 2 | ... | OPT in the additional section |
 * </pre>
 */
public final class Query {

    /** Where QNAME starts in every message. */
    public static final int QNAME_OFFSET = Header.LENGTH;

    private static final int MAX_LABELS = 127;
    private static final byte[] NO_OPTIONS = new byte[0];

    /** Told when a query has been answered; the query and the octets are valid only during the call. */
    public interface Observer {
        void answered(Query query, byte[] reply, int length);
    }

    private byte[] octets = new byte[0];
    private int length;
    private Transport transport = Transport.UDP;
    private @Nullable Client client;
    private @Nullable Signatory signatory;
    private long receivedNanos;

    private int qnameLength;
    private int qtype;
    private int qclass;
    private int labels;
    private final byte[] labelOffsets = new byte[MAX_LABELS];
    private final byte[] lower = new byte[DomainName.MAX_OCTETS + 8];
    private final Edns edns = new Edns();

    private int zoneLength;
    private int gap;
    private int ttl;
    private int depth;
    private int rotation;
    private boolean rotate;
    private int payloadCap = Edns.PAYLOAD_SIZE;
    private int flagsSet;
    private int flagsCleared;
    private byte[] sentOptions = NO_OPTIONS;
    private final ReplyMarks marks = new ReplyMarks();
    private @Nullable Observer[] observers = new Observer[4];
    private int observerCount;

    /**
     * Reads the packet in {@code octets[0..length)}. The array is kept until the next call, never written.
     *
     * @param client who asked; null where no one can know
     * @return {@link QueryDefect#NONE}, and only then are the accessors of the question meaningful
     */
    public QueryDefect read(byte[] octets, int length, Transport transport, @Nullable Client client) {
        this.octets = octets;
        this.length = length;
        this.transport = transport;
        this.client = client;
        signatory = null;
        qnameLength = 0;
        labels = 0;
        zoneLength = 1;
        gap = 0;
        ttl = 0;
        depth = 0;
        rotate = false;
        payloadCap = Edns.PAYLOAD_SIZE;
        flagsSet = 0;
        flagsCleared = 0;
        sentOptions = NO_OPTIONS;
        observerCount = 0;
        marks.clear();
        edns.clear();
        return QueryReader.read(this);
    }

    /** This query as if it had come over TCP: the same octets, and an answer as long and as full as it is. */
    public Query unbounded() {
        Query query = copy();
        query.transport = Transport.TCP;
        query.marks.clear();
        return query;
    }

    /** A query of our own for a name, as a stub resolver would ask it (RD set, no EDNS), with the transport of this one. */
    public Query ask(DomainName name, int type) {
        Query query = ours(QueryWriter.write(name, type), name);
        query.depth = depth + 1;
        query.edns.copyFrom(edns);
        query.edns.withoutOptions();
        return query;
    }

    /**
     * This query with another question and other options, for the layers below; valid for as long as it is held. What was noted
     * down comes along, but for observers, which are told of the answer to this one, and the zone.
     * @param options of its OPT record, encoded; it has one if this query has, or if there are any
     */
    public Query rewritten(DomainName name, int type, int recordClass, byte[] options) {
        Query query = ours(QueryWriter.write(this, name, type, recordClass, options), name);
        query.depth = depth;
        query.rotation = rotation;
        query.rotate = rotate;
        query.payloadCap = payloadCap;
        query.flagsSet = flagsSet;
        query.flagsCleared = flagsCleared;
        query.marks.copyFrom(marks);
        return query;
    }

    private Query ours(byte[] message, DomainName name) {
        Query query = new Query();
        if (query.read(message, message.length, transport, keptClient()) != QueryDefect.NONE) {
            throw new IllegalStateException("a query of our own for " + name + " cannot be read");
        }
        query.receivedNanos = receivedNanos;
        query.signatory = signatory;
        return query;
    }

    /** The same query, valid for as long as it is held. Observers come along. */
    public Query copy() {
        Query copy = new Query();
        copy.read(Arrays.copyOf(octets, length), length, transport, keptClient());
        // Not read from the octets: a query of our own has none of the EDNS it inherited.
        copy.edns.copyFrom(edns);
        copy.receivedNanos = receivedNanos;
        copy.signatory = signatory;
        copy.zoneLength = zoneLength;
        copy.gap = gap;
        copy.ttl = ttl;
        copy.depth = depth;
        copy.rotation = rotation;
        copy.rotate = rotate;
        copy.payloadCap = payloadCap;
        copy.flagsSet = flagsSet;
        copy.flagsCleared = flagsCleared;
        copy.sentOptions = sentOptions;
        copy.marks.copyFrom(marks);
        System.arraycopy(observers, 0, copy.observers, 0, observerCount);
        copy.observerCount = observerCount;
        return copy;
    }

    private @Nullable Client keptClient() {
        return client == null ? null : client.kept();
    }

    /** Called by the reader once the labels have been walked. */
    void question(int qnameLength, int labels) {
        this.qnameLength = qnameLength;
        this.labels = labels;
        qtype = Header.u16(octets, QNAME_OFFSET + qnameLength);
        qclass = Header.u16(octets, QNAME_OFFSET + qnameLength + 2);
        Octets.copyLowerCase(octets, QNAME_OFFSET, lower, 0, qnameLength);
    }

    void label(int index, int offset) {
        labelOffsets[index] = (byte) offset;
    }

    /** The packet as it came. Read only. */
    public byte[] octets() {
        return octets;
    }

    /** Octets of the packet. */
    public int length() {
        return length;
    }

    public Transport transport() {
        return transport;
    }

    /** Who asked; null where no one can know. Valid as long as the query is. */
    public @Nullable Client client() {
        return client;
    }

    /** Who was verified to have asked; null when no layer has. */
    public @Nullable Signatory signatory() {
        return signatory;
    }

    public void signatory(Signatory who) {
        signatory = who;
    }

    /** When it was received, {@link System#nanoTime()} of the transport; 0 when the transport keeps no time. */
    public long receivedNanos() {
        return receivedNanos;
    }

    public void receivedNanos(long nanos) {
        receivedNanos = nanos;
    }

    public int id() {
        return Header.u16(octets, 0);
    }

    /** The second line of the header, see {@link Header}: as it came, unless a layer has changed it. */
    public int flags() {
        return Header.u16(octets, Header.FLAGS) & ~flagsCleared | flagsSet;
    }

    /** Leaves out the last record, one of the additional section that begins at {@code start}: it is not passed on. */
    public void cutOff(int start) {
        octets = Arrays.copyOf(octets, start);
        length = start;
        Header.putU16(octets, Header.ARCOUNT, Header.u16(octets, Header.ARCOUNT) - 1);
    }

    /** Lets the layers below see the query with these bits of the header set and cleared; the octets stay as they came. */
    public void flags(int set, int cleared) {
        flagsSet = flagsSet & ~cleared | set;
        flagsCleared = flagsCleared & ~set | cleared;
    }

    public int qtype() {
        return qtype;
    }

    public int qclass() {
        return qclass;
    }

    public Edns edns() {
        return edns;
    }

    /** EDNS options of this server's own that upstreams shall get, encoded; those of the client go no further. Read only. */
    public byte[] sentOptions() {
        return sentOptions;
    }

    /**
     * @param encoded code, length, octets of each; kept, never written
     */
    public void sentOptions(byte[] encoded) {
        sentOptions = encoded;
    }

    /** Octets of QNAME, the root's included. */
    public int qnameLength() {
        return qnameLength;
    }

    /** Labels of QNAME, the root not counted. */
    public int labels() {
        return labels;
    }

    /**
     * Where label {@code index} (0 is the leftmost) starts within QNAME, at its length octet; {@code qnameLength() - 1} for the
     * root, which is index {@link #labels()}.
     */
    public int labelOffset(int index) {
        return index == labels ? qnameLength - 1 : labelOffsets[index] & 0xff;
    }

    /** QNAME in lower case, from index 0 to {@link #qnameLength()}; what is behind is garbage. Read only. */
    public byte[] lowerQname() {
        return lower;
    }

    /** QNAME as a value, in the case it was asked. Allocates. */
    public DomainName qname() {
        return DomainName.copyOf(octets, QNAME_OFFSET, qnameLength);
    }

    /** Whether QNAME ends in the {@code zone}, given in canonical wire format; on label boundaries only. */
    public boolean isWithin(byte[] zone) {
        int skip = qnameLength - zone.length;
        if (skip < 0 || !Arrays.equals(lower, skip, qnameLength, zone, 0, zone.length)) {
            return false;
        }
        int label = labels;
        while (labelOffset(label) > skip) {
            label--;
        }
        return labelOffset(label) == skip;
    }

    /** Octets of the zone that answers, a suffix of QNAME; 1 (the root) until a layer says otherwise. */
    public int zoneLength() {
        return zoneLength;
    }

    public void zoneLength(int octets) {
        zoneLength = octets;
    }

    /** Octets in QNAME between the zone and the names in it that the answer is about; 0 until a layer says otherwise. */
    public int gap() {
        return gap;
    }

    public void gap(int octets) {
        gap = octets;
    }

    /** Seconds: the TTL of the records that the answering zone makes up. */
    public int ttl() {
        return ttl;
    }

    public void ttl(int seconds) {
        ttl = seconds;
    }

    /** How many queries of our own stand between this one and a stub resolver's: a bound on CNAME chains. */
    public int depth() {
        return depth;
    }

    /** Any number: where a set of records that takes turns begins. Set by the transport for every query. */
    public int rotation() {
        return rotation;
    }

    public void rotation(int number) {
        rotation = number;
    }

    /** Whether record sets take turns even when all of them fit (the loadbalance layer says so). */
    public boolean rotates() {
        return rotate;
    }

    public void rotates(boolean yes) {
        rotate = yes;
    }

    /** The most octets of a UDP answer, whatever the stub resolver takes. */
    public int payloadCap() {
        return payloadCap;
    }

    /**
     * @param octets 512 to 65535
     */
    public void payloadCap(int octets) {
        payloadCap = octets;
    }

    /** The most octets the answer may have: 65535 over TCP, otherwise what stub resolver and server agree on. */
    public int replyLimit() {
        return transport == Transport.TCP
                ? 0xffff
                : Math.max(Edns.CLASSIC_SIZE, Math.min(edns.payloadSize(), payloadCap));
    }

    /** What the reply shall be like. */
    public ReplyMarks marks() {
        return marks;
    }

    /** Takes over what the layers that got {@code inner} in the place of this query want of the reply. */
    public void takeMarks(Query inner) {
        marks.copyFrom(inner.marks);
    }

    /** Asks that {@code observer} be told of the answer. At most four; a layer beyond that is a bug. */
    public void observe(Observer observer) {
        if (observerCount == observers.length) {
            observers = Arrays.copyOf(observers, 2 * observerCount);
        }
        observers[observerCount++] = observer;
    }

    /** Tells the observers, the last to come first. */
    public void answered(byte[] reply, int replyLength) {
        for (int i = observerCount - 1; i >= 0; i--) {
            Observer observer = observers[i];
            if (observer != null) {
                observer.answered(this, reply, replyLength);
            }
        }
    }

    /** QNAME and QTYPE, for logs. */
    @Override
    public String toString() {
        return qnameLength == 0 ? "no question" : qname() + " " + RecordType.name(qtype);
    }
}
