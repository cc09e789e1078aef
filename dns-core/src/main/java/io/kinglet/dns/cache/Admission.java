package io.kinglet.dns.cache;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RelayedMessage;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordClass;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.wire.Header;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which replies are kept, where and how long (RFC 2308 sections 2 and 5, RFC 2181 sections 5.4 and 8).
 *
 * @param success whether it goes on the shelf of answers, not of denials
 * @param message with every TTL in its bounds
 * @param seconds how long it is kept
 */
record Admission(boolean success, RelayedMessage message, long seconds) {

    private static final int SHORTEST_SOA = 22;

    /** What a class other than IN makes of a message: nothing that could be kept. */
    static boolean sound(RelayedMessage message) {
        for (int i = 0; i < message.records(); i++) {
            if (Header.u16(message.octets(), message.ttlOffset(i) - 2) != RecordClass.IN) {
                return false;
            }
        }
        return true;
    }

    /** Null when the reply is not to be kept. */
    static @Nullable Admission of(RelayedMessage message, int qtype, CacheConfig config) {
        if (message.truncated()) {
            return null;
        }
        int rcode = message.rcode();
        if (isPositive(message, qtype)) {
            CacheConfig.Shelving shelving = config.success();
            int shortest = shortest(message, message.records());
            return new Admission(true, capped(message, seconds(shelving.maxTtl())), bounded(shortest, shelving));
        }
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return null;
        }
        int ttl = negativeTtl(message);
        if (ttl < 0) {
            return null;
        }
        CacheConfig.Shelving shelving = config.denial();
        int cap = Math.min(ttl, seconds(shelving.maxTtl()));
        // A name without data at the end of an alias is denied for no longer than the alias leads there.
        int lasting = Math.min(ttl, shortest(message, message.answers()));
        return new Admission(false, capped(message, cap), bounded(lasting, shelving));
    }

    /** The lowest TTL of the first {@code records}. */
    private static int shortest(RelayedMessage message, int records) {
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < records; i++) {
            shortest = Math.min(shortest, message.ttl(i));
        }
        return shortest;
    }

    /** Whether it brings no answer because the other server could not find one. */
    static boolean isFailure(Answer answer) {
        return answer.rcode() == Rcode.SERVFAIL
                && (answer instanceof Answer.Failure || answer instanceof Answer.Relayed);
    }

    /** Whether it holds a record of the type asked for; an upstream's answer holds those of QNAME and of its aliases alone. */
    static boolean isPositive(RelayedMessage message, int qtype) {
        if (message.rcode() != Rcode.NOERROR || message.truncated()) {
            return false;
        }
        for (int i = 0; i < message.answers(); i++) {
            if (type(message, i) == qtype) {
                return true;
            }
        }
        return false;
    }

    /** The lower of the SOA's TTL and its MINIMUM field (RFC 2308 section 5); -1 without an SOA. */
    private static int negativeTtl(RelayedMessage message) {
        for (int i = message.answers(); i < message.answers() + message.authorities(); i++) {
            int rdata = message.ttlOffset(i) + 6;
            if (type(message, i) == RecordType.SOA && message.end(i) - rdata >= SHORTEST_SOA) {
                int minimum = Math.max(0, Header.u32(message.octets(), message.end(i) - 4));
                return Math.min(message.ttl(i), minimum);
            }
        }
        return -1;
    }

    private static int type(RelayedMessage message, int index) {
        return Header.u16(message.octets(), message.ttlOffset(index) - 4);
    }

    private static RelayedMessage capped(RelayedMessage message, int cap) {
        for (int i = 0; i < message.records(); i++) {
            int ttl = Header.u32(message.octets(), message.ttlOffset(i));
            if (ttl < 0 || ttl > cap) {
                return message.withTtls(seconds -> Math.min(seconds, cap));
            }
        }
        return message;
    }

    private static long bounded(int ttl, CacheConfig.Shelving shelving) {
        return Math.min(
                Math.max(ttl, shelving.minTtl().toSeconds()), shelving.maxTtl().toSeconds());
    }

    private static int seconds(Duration duration) {
        return (int) Math.min(Integer.MAX_VALUE, duration.toSeconds());
    }
}
