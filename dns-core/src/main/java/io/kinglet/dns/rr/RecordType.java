package io.kinglet.dns.rr;

import java.util.Map;

/** Numbers of record and query types (IANA DNS parameters). */
public final class RecordType {

    /** RFC 1035 */
    public static final int A = 1;

    /** RFC 1035 */
    public static final int NS = 2;

    /** RFC 1035 */
    public static final int CNAME = 5;

    /** RFC 1035 */
    public static final int SOA = 6;

    /** RFC 1035 */
    public static final int PTR = 12;

    /** RFC 8482 */
    public static final int HINFO = 13;

    /** RFC 1035 */
    public static final int MX = 15;

    /** RFC 1035 */
    public static final int TXT = 16;

    /** RFC 3596 */
    public static final int AAAA = 28;

    /** RFC 2782 */
    public static final int SRV = 33;

    /** RFC 3403 */
    public static final int NAPTR = 35;

    /** RFC 6672 */
    public static final int DNAME = 39;

    /** RFC 6891 */
    public static final int OPT = 41;

    /** RFC 4034 */
    public static final int DS = 43;

    /** RFC 4034 */
    public static final int RRSIG = 46;

    /** RFC 4034 */
    public static final int NSEC = 47;

    /** RFC 4034 */
    public static final int DNSKEY = 48;

    /** RFC 5155 */
    public static final int NSEC3 = 50;

    /** RFC 9460 */
    public static final int SVCB = 64;

    /** RFC 9460 */
    public static final int HTTPS = 65;

    /** RFC 8945 */
    public static final int TSIG = 250;

    /** RFC 1995 */
    public static final int IXFR = 251;

    /** RFC 5936 */
    public static final int AXFR = 252;

    /** RFC 8482 */
    public static final int ANY = 255;

    /** RFC 8659 */
    public static final int CAA = 257;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(A, "A"),
            Map.entry(NS, "NS"),
            Map.entry(CNAME, "CNAME"),
            Map.entry(SOA, "SOA"),
            Map.entry(PTR, "PTR"),
            Map.entry(HINFO, "HINFO"),
            Map.entry(MX, "MX"),
            Map.entry(TXT, "TXT"),
            Map.entry(AAAA, "AAAA"),
            Map.entry(SRV, "SRV"),
            Map.entry(NAPTR, "NAPTR"),
            Map.entry(DNAME, "DNAME"),
            Map.entry(OPT, "OPT"),
            Map.entry(DS, "DS"),
            Map.entry(RRSIG, "RRSIG"),
            Map.entry(NSEC, "NSEC"),
            Map.entry(DNSKEY, "DNSKEY"),
            Map.entry(NSEC3, "NSEC3"),
            Map.entry(SVCB, "SVCB"),
            Map.entry(HTTPS, "HTTPS"),
            Map.entry(TSIG, "TSIG"),
            Map.entry(IXFR, "IXFR"),
            Map.entry(AXFR, "AXFR"),
            Map.entry(ANY, "ANY"),
            Map.entry(CAA, "CAA"));

    private RecordType() {}

    /** The name, or {@code TYPEN} for a number without one here (RFC 3597 section 5). */
    public static String name(int number) {
        String name = NAMES.get(number);
        return name != null ? name : "TYPE" + number;
    }

    /** The number of a type written by name or as {@code TYPEn} (RFC 3597 section 5), in any case; -1 for anything else. */
    public static int parse(String text) {
        String upper = text.toUpperCase(java.util.Locale.ROOT);
        for (Map.Entry<Integer, String> entry : NAMES.entrySet()) {
            if (entry.getValue().equals(upper)) {
                return entry.getKey();
            }
        }
        if (!upper.matches("TYPE[0-9]{1,5}")) {
            return -1;
        }
        int number = Integer.parseInt(upper.substring(4));
        return number <= 0xffff ? number : -1;
    }
}
