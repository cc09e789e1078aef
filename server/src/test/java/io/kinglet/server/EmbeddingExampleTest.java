package io.kinglet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The example of the README, as it stands there. */
class EmbeddingExampleTest {

    private static final String YAML = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {clusterIP: 10.96.0.80, ports: [{name: http, port: 80}]}
            """;

    private static Message question() throws Exception {
        Name name = Name.fromString("web.shop.svc.cluster.local.");
        return Message.newQuery(Record.newRecord(name, Type.A, 1));
    }

    @Test
    void exampleOfTheReadmeAnswers() throws Exception {
        Message question = question();
        // README begins
        try (ClusterDns dns = ClusterDns.builder().manifest(YAML).start()) {
            SimpleResolver resolver = new SimpleResolver(dns.address()); // any client will do; this is dnsjava's
            Message before = resolver.send(question); // 10.96.0.80
            dns.cluster().applyYaml(YAML.replace("10.96.0.80", "10.96.0.81"));
            Message after = resolver.send(question); // 10.96.0.81
            // README ends
            assertThat(addresses(before)).containsExactly("10.96.0.80");
            assertThat(addresses(after)).containsExactly("10.96.0.81");
        }
    }

    private static List<String> addresses(Message reply) {
        return reply.getSection(1).stream().map(Record::rdataToString).toList();
    }
}
