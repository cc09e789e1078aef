package io.kinglet.server.cli;

import io.kinglet.k8s.model.Service;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.network.NetworkNamespace;
import io.kinglet.k8s.reach.Matrix;
import io.kinglet.k8s.reach.Origin;
import io.kinglet.k8s.reach.Outcome;
import io.kinglet.k8s.reach.PortWish;
import io.kinglet.k8s.reach.Reach;
import io.kinglet.k8s.reach.Reachability;
import io.kinglet.k8s.reach.Target;
import io.kinglet.server.json.Json;
import io.kinglet.server.reach.EndFinder;
import io.kinglet.server.reach.Ink;
import io.kinglet.server.reach.MatrixHtml;
import io.kinglet.server.reach.MatrixSvg;
import io.kinglet.server.reach.MatrixText;
import io.kinglet.server.reach.MatrixTree;
import io.kinglet.server.reach.NotThereException;
import io.kinglet.server.reach.ReachText;
import io.kinglet.server.reach.ReachTree;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kinglet reach}. */
@Command(
        name = "reach",
        description = "Says who may reach whom, by the Services and policies of a cluster.",
        footer = {
            "",
            "Ends with 0 when every port asked about is reached, 1 when one is not, 2 when it is called wrongly or names"
                    + " what is not there, 3 when it cannot be told. It reads; it opens no connection to what it is asked about."
        })
final class ReachCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private @Nullable ClusterOptions cluster;

    @Option(
            names = "--from",
            paramLabel = "ORIGIN",
            description = "Where traffic starts: NAMESPACE/POD, an address, or `outside`.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TARGET",
            description = "Where it goes: NAMESPACE/POD, svc/NAMESPACE/NAME, a name in DNS, an address, or `outside`"
                    + " (default: every Service).")
    private @Nullable String to;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "A number or a name, with or without its protocol, such as 53/udp (default: every port).")
    private @Nullable String port;

    @Option(
            names = "--matrix",
            description =
                    "Everybody to everybody: a row and a column for each set of Pods that policies cannot tell apart.")
    private boolean matrix;

    @Option(
            names = "--namespace",
            paramLabel = "NAMESPACE",
            description = "Only these rows and columns of the matrix, or these Services; may be repeated.")
    private @Nullable List<String> namespaces;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text or json; svg or html, too, for the matrix (default: ${DEFAULT-VALUE}).")
    private @Nullable String output;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli asks whether it was given
    private @Nullable HelpOption help;

    @Override
    public Integer call() {
        CommandSpec its = Objects.requireNonNull(spec);
        check();
        try {
            PortWish wish = EndFinder.port(port);
            ClusterOptions source = Objects.requireNonNull(cluster);
            ClusterNetwork network = source.read();
            EndFinder finder = new EndFinder(network, source.zone().toString());
            known(finder);
            return matrix ? matrix(source, network, wish) : reach(source, network, finder, wish);
        } catch (NotThereException e) {
            its.commandLine().getErr().println(e.getMessage());
            return Cli.USAGE;
        } catch (UnreadableClusterException e) {
            its.commandLine().getErr().println(e.getMessage());
            return e.exitCode();
        }
    }

    private void check() {
        Set<String> forms = matrix ? Set.of("text", "json", "svg", "html") : Set.of("text", "json");
        if (!forms.contains(output)) {
            throw wrong("--output is " + String.join(", ", new TreeSet<>(forms))
                    + (matrix ? "" : " (svg and html are for --matrix)") + ", not " + output);
        }
        if (matrix && (from != null || to != null)) {
            throw wrong("--matrix is about everybody; leave out --from and --to, or it");
        }
        if (!matrix && from == null) {
            throw wrong("say where traffic starts with --from NAMESPACE/POD, or ask for everybody with --matrix");
        }
        if (to != null && namespaces != null) {
            throw wrong("--namespace chooses among all Services; leave it out where --to names one");
        }
    }

    private void known(EndFinder finder) throws NotThereException {
        for (String name : namespaces == null ? List.<String>of() : namespaces) {
            finder.namespace(name);
        }
    }

    private boolean wanted(String namespace) {
        return namespaces == null || namespaces.contains(namespace);
    }

    private int matrix(ClusterOptions source, ClusterNetwork network, PortWish wish) {
        PrintWriter out = out();
        Matrix all = new Matrix(network, source.judge(network), this::wanted, wish);
        switch (Objects.requireNonNull(output)) {
            case "json" -> new MatrixTree(out).write(all);
            case "svg" -> new MatrixSvg(out).write(all);
            case "html" -> new MatrixHtml(out).write(all);
            default -> new MatrixText(out, ink()).write(all);
        }
        return Cli.OK;
    }

    private int reach(ClusterOptions source, ClusterNetwork network, EndFinder finder, PortWish wish)
            throws NotThereException {
        Reachability reachability =
                new Reachability(network, source.judge(network), source.zone().toString());
        Origin origin = finder.origin(Objects.requireNonNull(from));
        if (to == null) {
            return summary(reachability, origin, wish);
        }
        Reach reach = reachability.reach(origin, finder.target(to), wish);
        if ("json".equals(output)) {
            out().println(Json.write(ReachTree.of(reach)));
        } else {
            new ReachText(out(), ink()).write(reach);
        }
        return exit(reach.outcome());
    }

    private int summary(Reachability reachability, Origin origin, PortWish wish) {
        List<Map<String, @Nullable Object>> trees = new ArrayList<>();
        Set<Outcome> outcomes = new TreeSet<>();
        boolean json = "json".equals(output);
        ReachText text = new ReachText(out(), ink());
        if (!json) {
            out().println("from " + from + " to every Service:");
        }
        for (NetworkNamespace namespace : reachability.network().namespaces()) {
            if (wanted(namespace.name())) {
                for (Service service : namespace.services()) {
                    Reach reach = reachability.reach(origin, new Target.OfService(service), wish);
                    outcomes.add(reach.outcome());
                    if (json) {
                        trees.add(ReachTree.of(reach));
                    } else {
                        text.summary(reach);
                    }
                }
            }
        }
        if (json) {
            out().println(Json.write(MatrixTree.summary(origin.toString(), trees)));
        }
        return outcomes.contains(Outcome.ALLOWED) || outcomes.contains(Outcome.PARTLY)
                ? Cli.OK
                : exit(Outcome.together(outcomes));
    }

    private static int exit(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED -> Cli.OK;
            case PARTLY, DENIED, NOBODY -> Cli.FAILED;
            case UNKNOWN -> Cli.UNKNOWN;
        };
    }

    private Ink ink() {
        return new Ink(Terminal.ofProcess().colours());
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
