package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code kinglet explain { ... }}: who may reach whom is known, and told where it is asked for. No answer waits for it or depends on
 * it. It is about the whole process, so that directives of several blocks must say the same.
 *
 * @param connection to the cluster whose policies are read; that of the block's {@code kubernetes} where the directive names none
 * @param settings what it says beside that
 */
public record ExplainDirective(@Nullable ClusterConnection connection, Settings settings, Position position)
        implements Part {

    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SETTLE = Duration.ofHours(1);
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    /**
     * What it says of how to explain.
     *
     * @param dnsNamespace of the Service that Pods ask
     * @param dnsService its name
     * @param enforcer the plugin that enforces policies; {@code none} where none does; null to find it out
     * @param settle how long a policy that was changed may not be in force everywhere
     * @param reasons whether negative answers say why, to whoever asks
     */
    public record Settings(
            String dnsNamespace,
            String dnsService,
            @Nullable String enforcer,
            Duration settle,
            boolean reasons) {}

    @Override
    public boolean answers() {
        return false;
    }

    /** Gives each of a block the connection that it is to use. */
    static void prepare(List<Part> parts, Consumer<CorefileException> problems) {
        ClusterConnection blocks = parts.stream()
                .filter(KubernetesDirective.class::isInstance)
                .map(part -> ((KubernetesDirective) part).connection())
                .findFirst()
                .orElse(null);
        ExplainDirective first = null;
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof ExplainDirective explain)) {
                continue;
            }
            if (first != null) {
                problems.accept(new CorefileException(
                        explain.position,
                        "`kinglet explain` stands a second time in this block, first at " + first.position
                                + "; keep one"));
            }
            first = explain;
            if (explain.connection != null) {
                continue;
            }
            if (blocks == null) {
                problems.accept(new CorefileException(
                        explain.position,
                        "`kinglet explain` needs `kubernetes` in the same block, whose cluster it explains, or the way to "
                                + "another as `kubeconfig`, `endpoint` or `manifests`; add one"));
            } else {
                parts.set(i, new ExplainDirective(blocks, explain.settings, explain.position));
            }
        }
    }

    /** Refuses directives of several blocks that differ. */
    static void check(List<BlockPlan> blocks, Consumer<CorefileException> problems) {
        ExplainDirective first = null;
        for (BlockPlan block : blocks) {
            for (ExplainDirective explain : block.all(ExplainDirective.class)) {
                if (first != null && !explain.saysTheSameAs(first)) {
                    problems.accept(new CorefileException(
                            explain.position,
                            "`kinglet explain` is about the whole process, and that at " + first.position
                                    + " has another cluster or other options; say the same in both"));
                }
                first = first == null ? explain : first;
            }
        }
    }

    private boolean saysTheSameAs(ExplainDirective other) {
        return settings.equals(other.settings)
                && (connection == null ? other.connection == null : connection.equals(other.connection));
    }

    static ExplainDirective read(DirectiveReader line, BlockScope block) {
        return new Reading().read(line, block);
    }

    /** One reading of one directive. */
    private static final class Reading {

        private final ConnectionReading connection = new ConnectionReading();
        private String dnsNamespace = "kube-system";
        private String dnsService = "kube-dns";
        private @Nullable String enforcer;
        private Duration settle = SETTLE;
        private boolean reasons;

        ExplainDirective read(DirectiveReader line, BlockScope block) {
            Map<String, Consumer<DirectiveReader>> readers = new HashMap<>(connection.readers(block));
            // How fast it may ask is settled by the flow control of the API server: it lists once and then watches.
            readers.keySet().removeIf(word -> word.startsWith("apiserver_"));
            readers.put("dns", this::dns);
            readers.put("enforcer", this::enforcer);
            readers.put("settle", it -> settle = it.duration("the time", Duration.ZERO, LONGEST_SETTLE));
            readers.put("reasons", this::reasons);
            line.body(readers);
            line.end();
            Position tls = connection.tlsOfNobody();
            if (tls != null) {
                throw new CorefileException(tls, "`tls` is about an `endpoint`; add one, or remove it");
            }
            return new ExplainDirective(
                    connection.namesCluster() ? connection.connection(block) : null,
                    new Settings(dnsNamespace, dnsService, enforcer, settle, reasons),
                    line.position());
        }

        private void dns(DirectiveReader line) {
            Token token = line.next("the Service that Pods ask, as NAMESPACE/SERVICE");
            String[] words = token.text().split("/", -1);
            if (words.length != 2 || !words[0].matches(LABEL) || !words[1].matches(LABEL)) {
                throw line.expected(token, "NAMESPACE/SERVICE, such as `kube-system/kube-dns`");
            }
            dnsNamespace = words[0];
            dnsService = words[1];
        }

        private void enforcer(DirectiveReader line) {
            Token token = line.next("the plugin that enforces policies, or none");
            if (!token.text().matches("[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?")) {
                throw line.expected(token, "the name of a network plugin, such as `calico`, or `none`");
            }
            enforcer = token.text();
        }

        private void reasons(DirectiveReader line) {
            Token token = line.peek();
            if (token != null && token.text().equals("policy")) {
                throw line.error(
                        token,
                        "`reasons policy` is not offered: whoever asks a question would read what others' policies say; "
                                + "`kinglet explain` and `kinglet reach` tell it to whoever may know");
            }
            reasons = line.flag();
        }
    }
}
