package io.kinglet.dns.zone;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the answers of a zone that need no more than a name and a type. Confined to the thread that makes the zone. */
final class PreparedAnswers {

    private final NodeTable nodes;
    private final Denial denial;
    private final List<RecordSet> servers;
    private final List<RecordSet> signedServers;

    /**
     * @param servers the NS records of the apex, which come with every answer that has records
     */
    PreparedAnswers(NodeTable nodes, Denial denial, List<RecordSet> servers, List<RecordSet> signedServers) {
        this.nodes = nodes;
        this.denial = denial;
        this.servers = servers;
        this.signedServers = signedServers;
    }

    /**
     * @param hasSignatures whether answers with and without signatures can differ
     */
    void prepare(ZoneNode node, boolean apex, boolean hasSignatures) {
        node.answers = answers(node, apex, false);
        node.signedAnswers = hasSignatures ? answers(node, apex, true) : node.answers;
        SignedRrset ns = apex ? null : node.set(RecordType.NS);
        // A wildcard cannot delegate (RFC 4592 section 4.2).
        if (ns != null && !isWildcard(node)) {
            node.referral = referral(node, ns, false);
            node.signedReferral = hasSignatures ? referral(node, ns, true) : node.referral;
        }
    }

    static boolean isWildcard(ZoneNode node) {
        return node.key.length > 2 && node.key[0] == 1 && node.key[1] == '*';
    }

    private Answer[] answers(ZoneNode node, boolean apex, boolean signed) {
        Answer[] answers = new Answer[node.sets.length];
        for (int i = 0; i < answers.length; i++) {
            SignedRrset set = node.sets[i];
            List<RecordSet> answer = new ArrayList<>(2);
            set.addAsQname(answer, signed);
            List<RecordSet> authority =
                    apex && set.type() == RecordType.NS ? List.of() : signed ? signedServers : servers;
            answers[i] =
                    new Answer.Composed(Rcode.NOERROR, true, false, answer, authority, additional(set.set(), signed));
        }
        return answers;
    }

    private Answer referral(ZoneNode cut, SignedRrset ns, boolean signed) {
        List<RecordSet> authority = new ArrayList<>();
        authority.add(ns.set());
        if (signed) {
            SignedRrset ds = cut.set(RecordType.DS);
            if (ds != null) {
                ds.addTo(authority, true);
            } else {
                denial.add(cut.key, authority);
            }
        }
        return new Answer.Composed(Rcode.NOERROR, false, false, List.of(), authority, additional(ns.set(), signed));
    }

    /** The addresses of the names in RDATA that the zone holds, each once; glue where the name is below a cut. */
    private List<RecordSet> additional(Rrset set, boolean signed) {
        Set<DomainName> names = new LinkedHashSet<>();
        for (Rdata rdata : set.rdata()) {
            DomainName name = target(set, rdata);
            if (name != null) {
                names.add(name);
            }
        }
        List<RecordSet> additional = new ArrayList<>();
        for (DomainName name : names) {
            ZoneNode node = nodes.find(name);
            SignedRrset v4 = node == null ? null : node.set(RecordType.A);
            SignedRrset v6 = node == null ? null : node.set(RecordType.AAAA);
            if (v4 != null) {
                v4.addTo(additional, signed);
            }
            if (v6 != null) {
                v6.addTo(additional, signed);
            }
        }
        return List.copyOf(additional);
    }

    private static @Nullable DomainName target(Rrset set, Rdata rdata) {
        if (rdata instanceof Rdata.Ns ns) {
            return ns.server();
        }
        if (rdata instanceof Rdata.Mx mx) {
            return mx.exchange();
        }
        if (rdata instanceof Rdata.Srv srv) {
            return srv.target();
        }
        if (rdata instanceof Rdata.Unknown unknown
                && (set.type() == RecordType.SVCB || set.type() == RecordType.HTTPS)) {
            return serviceTarget(unknown.octets());
        }
        return null;
    }

    /** TargetName follows a priority of two octets (RFC 9460 section 2.2). */
    private static @Nullable DomainName serviceTarget(byte[] octets) {
        int at = 2;
        while (at < octets.length && octets[at] > 0 && octets[at] <= DomainName.MAX_LABEL) {
            at += octets[at] + 1;
        }
        int length = at - 1;
        return at < octets.length && octets[at] == 0 && length <= DomainName.MAX_OCTETS
                ? DomainName.copyOf(octets, 2, length)
                : null;
    }
}
