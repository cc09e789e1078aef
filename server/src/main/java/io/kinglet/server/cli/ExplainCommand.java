package io.kinglet.server.cli;

import io.kinglet.k8s.explain.Explainer;
import io.kinglet.k8s.explain.Explanation;
import io.kinglet.k8s.explain.Freshness;
import io.kinglet.k8s.explain.Names;
import io.kinglet.k8s.explain.Reply;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.server.assembly.ClusterSources;
import io.kinglet.server.assembly.PlainPlan;
import io.kinglet.server.assembly.StillServer;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.explain.ExplainQuestion;
import io.kinglet.server.explain.ExplanationText;
import io.kinglet.server.explain.ExplanationTree;
import io.kinglet.server.explain.Ground;
import io.kinglet.server.json.Json;
import io.kinglet.server.plugin.ServerPlan;
import io.kinglet.server.reach.Ink;
import io.kinglet.server.reach.NotThereException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kinglet explain}. */
@Command(
        name = "explain",
        description = "Says why a name resolves for a Pod, or does not, and whether the Pod can connect to it.",
        footer = {
            "",
            "Ends with 0 when it is reachable, 1 when it is not or does not resolve, 2 when it is called wrongly or names what is"
                    + " not there, 3 when it cannot be told. It reads; it opens no connection to what it is asked about."
        })
final class ExplainCommand implements Callable<Integer> {

    private static final int DNS_PORT = 53;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String UPSTREAM = "whoever the cluster's DNS forwards to, which --corefile would tell";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private @Nullable ClusterOptions cluster;

    @Parameters(paramLabel = "NAME[:PORT]", description = "As a program in the Pod says it, such as web.shop:80.")
    private @Nullable String target;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "ORIGIN",
            description = "Who asks and connects: NAMESPACE/POD, an address, or `outside`.")
    private @Nullable String from;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "The type to ask for (default: A and AAAA, or SRV for _PORT._PROTOCOL names).")
    private @Nullable String type;

    @Option(
            names = "--corefile",
            paramLabel = "FILE",
            description = "What answers in the cluster (default: its zone as `kinglet serve` has it).")
    private @Nullable String corefile;

    @Option(
            names = "--ask",
            description = "Really ask the upstreams of the Corefile for names outside of the cluster, from here.")
    private boolean ask;

    @Option(
            names = "--dns",
            paramLabel = "NAMESPACE/SERVICE",
            defaultValue = "kube-system/kube-dns",
            description = "The Service that Pods ask (default: ${DEFAULT-VALUE}).")
    private @Nullable String dns;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "A running daemon with `kinglet page` and `kinglet explain`, such as http://localhost:9180, in place of"
                            + " a cluster.")
    private @Nullable String url;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json (default: ${DEFAULT-VALUE}).")
    private @Nullable String output;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli asks whether it was given
    private @Nullable HelpOption help;

    @Override
    public Integer call() {
        if (!List.of("text", "json").contains(output)) {
            throw wrong("--output is text or json, not " + output);
        }
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        try {
            ExplainQuestion question =
                    ExplainQuestion.of(Objects.requireNonNull(target), null, Objects.requireNonNull(from), type);
            return url == null ? explain(question) : asked(Objects.requireNonNull(url));
        } catch (NotThereException | CorefileException e) {
            err.println(e.getMessage());
            return Cli.USAGE;
        } catch (UnreadableClusterException e) {
            err.println(e.getMessage());
            return e.exitCode();
        }
    }

    private int asked(String daemon) throws UnreadableClusterException, NotThereException {
        if (corefile != null || ask || Objects.requireNonNull(cluster).isNamed()) {
            throw wrong(
                    "--url asks a daemon, which has its own cluster and Corefile; leave out the options that name others");
        }
        RemoteExplanation told = RemoteExplanation.ask(
                daemon,
                Objects.requireNonNull(target),
                Objects.requireNonNull(from),
                type,
                Objects.requireNonNull(output));
        out().print(told.body());
        if (!told.body().endsWith("\n")) {
            out().println();
        }
        out().flush();
        return exit(told.outcome());
    }

    private int explain(ExplainQuestion question) throws UnreadableClusterException, NotThereException {
        ClusterOptions source = Objects.requireNonNull(cluster);
        String[] service = Objects.requireNonNull(dns).split("/", -1);
        if (service.length != 2 || service[0].isEmpty() || service[1].isEmpty()) {
            throw wrong("--dns is NAMESPACE/SERVICE, such as kube-system/kube-dns, not " + dns);
        }
        ServerPlan plan = plan(source);
        ClusterNetwork network = source.read();
        try (StillServer server = StillServer.build(plan, sources(source))) {
            Names asked = server.names(ask, ask ? PATIENCE : Duration.ZERO);
            Explainer explainer = new Explainer(
                    network,
                    source.judge(network),
                    server.config(),
                    corefile == null ? (name, its, client) -> outside(asked.ask(name, its, client)) : asked,
                    new Explainer.DnsService(service[0], service[1]),
                    new Freshness(server.synced(), -1));
            Explanation told = question.answer(new Ground(network, source.zone().toString(), explainer));
            if ("json".equals(output)) {
                out().println(Json.write(ExplanationTree.of(told)));
            } else {
                Terminal terminal = Terminal.ofProcess();
                boolean signs = terminal != Terminal.NONE
                        && Charset.defaultCharset().newEncoder().canEncode('\u2713');
                new ExplanationText(out(), new Ink(terminal.colours()), signs).write(told);
            }
            return exit(told.outcome());
        }
    }

    private ServerPlan plan(ClusterOptions source) {
        if (corefile == null) {
            if (ask) {
                throw wrong("--ask needs upstreams to ask; name them with --corefile FILE");
            }
            return PlainPlan.of(source.zone(), DNS_PORT, source.connection(), List.of());
        }
        CorefileInput.Reading reading = CorefileInput.of(corefile, DNS_PORT).read();
        if (!reading.findings().problems().isEmpty()) {
            throw reading.findings().problems().get(0);
        }
        return reading.findings().plan();
    }

    /** Whatever the Corefile says of its cluster, it is the one that the options name. */
    private static ClusterSources sources(ClusterOptions source) {
        return connection -> {
            try {
                return source.open();
            } catch (UnreadableClusterException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        };
    }

    /** Without a Corefile nobody is known to be asked for other names, and surely somebody is. */
    private static Reply outside(Reply reply) {
        return reply.by().isEmpty() && reply.rcode().equals("REFUSED")
                ? new Reply(reply.type(), "", List.of(), List.of(), "", null, false, UPSTREAM, reply.nanos(), "")
                : reply;
    }

    private static int exit(Explanation.Outcome outcome) {
        return switch (outcome) {
            case REACHABLE -> Cli.OK;
            case PARTLY, UNREACHABLE, NOT_FOUND -> Cli.FAILED;
            case UNKNOWN -> Cli.UNKNOWN;
        };
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
