package io.kinglet.dns.cache;

import io.kinglet.dns.name.DomainName;
import java.time.Duration;
import java.util.List;

/**
 * What a {@link CacheLayer} is told.
 *
 * @param zones names in these are looked up and kept
 * @param servfail how long a failure to get an answer is kept (RFC 9520), zero to 5 minutes
 * @param keepTtl whether hits show the TTLs as they came instead of what is left of them
 */
public record CacheConfig(
        List<DomainName> zones,
        Shelving success,
        Shelving denial,
        Prefetch prefetch,
        Stale stale,
        Duration servfail,
        boolean keepTtl) {

    /**
     * One of the two shelves: answers with data, and denials (NXDOMAIN, NODATA, failures).
     *
     * @param capacity entries at most; one of more than 1232 octets counts as one for each of these
     * @param maxTtl no record stays or is shown longer
     * @param minTtl an entry stays at least this long, though its records show their own, lower TTLs
     * @param disabled in these zones nothing is kept on this shelf
     */
    public record Shelving(int capacity, Duration maxTtl, Duration minTtl, List<DomainName> disabled) {
        public Shelving {
            disabled = List.copyOf(disabled);
            if (capacity < 1) {
                throw new IllegalArgumentException("a cache holds at least 1 entry, not " + capacity);
            }
        }
    }

    /**
     * Fetching popular entries anew before they expire.
     *
     * @param amount hits that make an entry popular; 0: nothing is fetched early
     * @param duration the longest pause between two of these hits
     * @param percentage of its time that is left when it is fetched, 1 to 100
     */
    public record Prefetch(int amount, Duration duration, int percentage) {
        public static final Prefetch OFF = new Prefetch(0, Duration.ofMinutes(1), 10);
    }

    /** When an expired entry is served. */
    public enum Serving {
        /** When no upstream has answered, or not in time. */
        ON_OUTAGE,
        /** When the upstream has been asked and has no better answer, or not in time. */
        ON_FAILURE,
        /** At once; it is fetched anew in the background. */
        AT_ONCE
    }

    /**
     * Serving expired entries (RFC 8767).
     *
     * @param duration how long after they expire; zero: never
     * @param patience how long to wait for the upstream (RFC 8767 section 5); zero: until it answers or fails
     * @param ttl seconds that the records of an expired entry show
     * @param recheck how long after a try that failed no other is made; zero: as long as failures are kept
     * @param preferPositive whether an answer with data, expired or not, goes before a denial or failure that came later
     */
    public record Stale(
            Duration duration, Serving serving, Duration patience, int ttl, Duration recheck, boolean preferPositive) {

        /** What RFC 8767 section 4 recommends for expired records, seconds. */
        public static final int TTL = 30;

        public static final Stale OFF =
                new Stale(Duration.ZERO, Serving.ON_OUTAGE, Duration.ZERO, TTL, Duration.ZERO, false);

        /** For an hour, when no upstream has answered within what RFC 8767 section 5 recommends. */
        public static final Stale ON_OUTAGE =
                new Stale(Duration.ofHours(1), Serving.ON_OUTAGE, Duration.ofMillis(1800), TTL, Duration.ZERO, false);

        /** The same with another time to wait for the upstream. */
        public Stale withPatience(Duration time) {
            return new Stale(duration, serving, time, ttl, recheck, preferPositive);
        }

        /** The same with answers before denials. */
        public Stale preferringPositive() {
            return new Stale(duration, serving, patience, ttl, recheck, true);
        }
    }

    public CacheConfig {
        zones = List.copyOf(zones);
    }

    /**
     * Everything at its default: 9984 entries a shelf, data up to an hour, denials up to half of one, for the {@code zones};
     * expired entries for an hour more while no upstream answers.
     */
    public static CacheConfig of(List<DomainName> zones) {
        Duration floor = Duration.ofSeconds(5);
        return new CacheConfig(
                zones,
                new Shelving(9984, Duration.ofHours(1), floor, List.of()),
                new Shelving(9984, Duration.ofMinutes(30), floor, List.of()),
                Prefetch.OFF,
                Stale.ON_OUTAGE,
                floor,
                false);
    }

    /** The same with {@code ttl} as the longest TTL of both shelves. */
    public CacheConfig withMaxTtl(Duration ttl) {
        return new CacheConfig(
                zones,
                new Shelving(success.capacity, ttl, success.minTtl, success.disabled),
                new Shelving(denial.capacity, ttl, denial.minTtl, denial.disabled),
                prefetch,
                stale,
                servfail,
                keepTtl);
    }
}
