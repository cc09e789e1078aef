package io.kinglet.dns.rr;

import java.util.HashMap;
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

    /** Types that are only known by name here (IANA DNS parameters). */
    private static final String OTHERS = """
            MD 3 MF 4 MB 7 MG 8 MR 9 NULL 10 WKS 11 MINFO 14 RP 17 AFSDB 18 X25 19 ISDN 20 RT 21 NSAP 22 NSAP-PTR 23 SIG 24 KEY 25
            PX 26 GPOS 27 LOC 29 NXT 30 EID 31 NIMLOC 32 ATMA 34 KX 36 CERT 37 A6 38 SINK 40 APL 42 SSHFP 44 IPSECKEY 45 DHCID 49
            NSEC3PARAM 51 TLSA 52 SMIMEA 53 HIP 55 NINFO 56 RKEY 57 TALINK 58 CDS 59 CDNSKEY 60 OPENPGPKEY 61 CSYNC 62 ZONEMD 63
            SPF 99 UINFO 100 UID 101 GID 102 UNSPEC 103 NID 104 L32 105 L64 106 LP 107 EUI48 108 EUI64 109 NXNAME 128 TKEY 249
            MAILB 253 MAILA 254 URI 256 AVC 258 DOA 259 AMTRELAY 260 RESINFO 261 TA 32768 DLV 32769
            """;

    private static final Map<Integer, String> NAMED = Map.ofEntries(
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

    private static final Map<Integer, String> NAMES = names();

    private RecordType() {}

    private static Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>(NAMED);
        String[] words = OTHERS.strip().split("\\s+");
        for (int i = 0; i < words.length; i += 2) {
            names.put(Integer.parseInt(words[i + 1]), words[i]);
        }
        return Map.copyOf(names);
    }

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
