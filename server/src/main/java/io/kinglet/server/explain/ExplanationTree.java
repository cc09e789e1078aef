package io.kinglet.server.explain;

import io.kinglet.k8s.explain.Explanation;
import io.kinglet.k8s.explain.Finding;
import io.kinglet.k8s.explain.Lookup;
import io.kinglet.k8s.explain.Reply;
import io.kinglet.k8s.explain.ResolvConf;
import io.kinglet.k8s.reach.DnsReach;
import io.kinglet.server.reach.ReachTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An explanation as a tree for {@code server.json}. The names of its fields are stable. Stateless. */
public final class ExplanationTree {

    private ExplanationTree() {}

    public static Map<String, @Nullable Object> of(Explanation explanation) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", explanation.name());
        tree.put("port", explanation.port().all() ? null : explanation.port().toString());
        tree.put("from", explanation.from().toString());
        tree.put("outcome", ReachTree.word(explanation.outcome()));
        tree.put("summary", explanation.summary());
        tree.put("resolvConf", of(explanation.resolution().conf()));
        tree.put(
                "lookups",
                explanation.resolution().lookups().stream()
                        .map(ExplanationTree::of)
                        .toList());
        Lookup found = explanation.resolution().found();
        tree.put("found", found == null ? null : found.name());
        tree.put("findings", findings(explanation.resolution().findings()));
        tree.put("queries", explanation.resolution().queries());
        tree.put("nanos", explanation.resolution().nanos());
        tree.put("musl", explanation.resolution().musl());
        DnsReach dns = explanation.dns();
        tree.put("dns", dns == null ? null : of(dns));
        tree.put("ways", explanation.ways().stream().map(ReachTree::of).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> of(ResolvConf conf) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("policy", conf.policy());
        tree.put("nameservers", conf.nameservers());
        tree.put("searches", conf.searches());
        tree.put("ndots", conf.ndots());
        tree.put("options", conf.options());
        tree.put("known", conf.known());
        tree.put("notes", conf.notes());
        return tree;
    }

    private static Map<String, @Nullable Object> of(Lookup lookup) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("name", lookup.name());
        tree.put("search", lookup.search());
        tree.put("outcome", ReachTree.word(lookup.outcome()));
        tree.put("replies", lookup.replies().stream().map(ExplanationTree::of).toList());
        tree.put("findings", findings(lookup.findings()));
        return tree;
    }

    private static Map<String, @Nullable Object> of(Reply reply) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("type", reply.type());
        tree.put("rcode", reply.rcode());
        tree.put("records", reply.records());
        tree.put("by", reply.by());
        tree.put("rewritten", reply.rewritten());
        tree.put("fellThrough", reply.passed());
        tree.put("forward", reply.forward());
        tree.put("nanos", reply.nanos());
        tree.put("remark", reply.remark());
        return tree;
    }

    private static List<Map<String, @Nullable Object>> findings(List<Finding> findings) {
        return findings.stream().map(ExplanationTree::of).toList();
    }

    private static Map<String, @Nullable Object> of(Finding finding) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("code", ReachTree.word(finding.code()));
        tree.put("text", finding.text());
        tree.put("advice", finding.advice());
        Finding.ObjectName object = finding.object();
        tree.put("object", object == null ? null : of(object));
        return tree;
    }

    private static Map<String, @Nullable Object> of(Finding.ObjectName object) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("kind", object.kind());
        tree.put("namespace", object.namespace());
        tree.put("name", object.name());
        tree.put("version", object.version());
        return tree;
    }

    private static Map<String, @Nullable Object> of(DnsReach dns) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("udp", ReachTree.of(dns.udp()));
        tree.put("tcp", ReachTree.of(dns.tcp()));
        return tree;
    }
}
