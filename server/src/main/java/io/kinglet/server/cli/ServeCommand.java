package io.kinglet.server.cli;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.NameSyntaxException;
import io.kinglet.server.assembly.DnsServer;
import io.kinglet.server.assembly.PlainPlan;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.plugin.ClusterConnection;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** {@code kinglet serve PATH...}: a cluster that is written down. */
@Command(name = "serve", description = "Serves the cluster that Kubernetes YAML describes, without an API server.")
final class ServeCommand implements Callable<Integer> {

    private static final int DNS_PORT = 53;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files or folders; edits are picked up.")
    private @Nullable List<Path> paths;

    @Option(
            names = {"-port", "--port", "-p"},
            paramLabel = "PORT",
            defaultValue = "1053",
            description = "Where to listen, 0 for any free port (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = {"-zone", "--zone"},
            paramLabel = "ZONE",
            defaultValue = "cluster.local",
            description = "The cluster's domain (default: ${DEFAULT-VALUE}).")
    private @Nullable String zone;

    @Option(
            names = {"-upstream", "--upstream"},
            paramLabel = "ADDRESS",
            description = "Asked for all other names, which are REFUSED otherwise; may be repeated.")
    private @Nullable List<String> upstreams;

    @Option(
            names = {"-bind", "--bind"},
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where to listen (default: ${DEFAULT-VALUE}); 0.0.0.0 for everywhere.")
    private @Nullable String bind;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli asks whether it was given
    private @Nullable HelpOption help;

    @Override
    public Integer call() {
        if (port < 0 || port > 65535) {
            throw wrong("--port is 0 to 65535, not " + port);
        }
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String text : upstreams == null ? List.<String>of() : upstreams) {
            servers.add(address("--upstream", text, DNS_PORT));
        }
        InetAddress everywhere =
                address("--bind", Objects.requireNonNull(bind), 0).getAddress();
        CommandSpec its = Objects.requireNonNull(spec);
        PrintWriter out = its.commandLine().getOut();
        ClusterConnection manifests = new ClusterConnection.Manifests(Objects.requireNonNull(paths));
        return Daemon.of(
                        PlainPlan.of(zone(), port, manifests, servers),
                        everywhere,
                        out,
                        its.commandLine().getErr())
                .told(server -> told(out, server))
                .run();
    }

    private void told(PrintWriter out, DnsServer server) {
        InetSocketAddress at = server.addresses().get(0);
        boolean anywhere = at.getAddress().isAnyLocalAddress();
        String host = anywhere ? "127.0.0.1" : at.getAddress().getHostAddress();
        out.println("serving " + zone() + " from " + paths + " on "
                + at.getAddress().getHostAddress() + " port " + at.getPort() + ", UDP and TCP");
        out.println("try: dig @" + host + " -p " + at.getPort() + " kubernetes.default.svc." + zone());
    }

    private DomainName zone() {
        try {
            return DomainName.parse(Objects.requireNonNull(zone));
        } catch (NameSyntaxException e) {
            throw wrong("--zone: " + e.getMessage());
        }
    }

    private InetSocketAddress address(String option, String text, int usual) {
        HostPort address = HostPort.ofAddress(text, usual);
        if (address == null) {
            throw wrong(option + " is an address such as 127.0.0.1 or [::1]:53, not " + text);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        } catch (UnknownHostException e) {
            throw wrong(option + ": " + text + " is no address");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
