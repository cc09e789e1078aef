package io.kinglet.dns.zonefile;

/**
 * How much one zone may be made of.
 *
 * @param octets of all its files together
 * @param records in the zone
 * @param files included, the first one not counted
 * @param depth of files that include others
 * @param generated records of one {@code $GENERATE}
 */
public record ZoneFileLimits(long octets, int records, int files, int depth, int generated) {

    /** Far more than a zone has that is kept by hand, and far less than what fills a heap. */
    public static ZoneFileLimits standard() {
        return new ZoneFileLimits(256L << 20, 2_000_000, 256, 7, 65_536);
    }
}
