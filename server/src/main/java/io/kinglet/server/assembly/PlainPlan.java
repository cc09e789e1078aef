package io.kinglet.server.assembly;

import io.kinglet.dns.errors.ErrorsConfig;
import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.loadbalance.LoadBalanceConfig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.k8s.zone.KubernetesConfig;
import io.kinglet.k8s.zone.PodMode;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Scheme;
import io.kinglet.server.corefile.ServerKey;
import io.kinglet.server.plugin.BlockPlan;
import io.kinglet.server.plugin.ClusterConnection;
import io.kinglet.server.plugin.ErrorsDirective;
import io.kinglet.server.plugin.Host;
import io.kinglet.server.plugin.KubernetesDirective;
import io.kinglet.server.plugin.LoadbalanceDirective;
import io.kinglet.server.plugin.Part;
import io.kinglet.server.plugin.ServerPlan;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The plan of a server that was given a cluster instead of a Corefile. Stateless. */
public final class PlainPlan {

    private static final Position HERE = new Position("built in", 1, 1);
    private static final Duration STARTUP_TIMEOUT = Duration.ofSeconds(5);
    private static final DomainName V4_REVERSE = DomainName.parse("in-addr.arpa.");
    private static final DomainName V6_REVERSE = DomainName.parse("ip6.arpa.");

    private PlainPlan() {}

    /** {@code forward . ADDRESS...} */
    private record Upstreams(List<InetSocketAddress> addresses) implements Part {
        @Override
        public Layer layer(Host host) {
            return host.forward(ForwardConfig.of(DomainName.ROOT, addresses), null);
        }
    }

    /**
     * One block: the zone and the reverse zones from the cluster, all else from the upstreams or, without any, REFUSED.
     *
     * @param port 0 to 65535; 0 for any free one
     * @param upstreams resolved; may be empty
     */
    public static ServerPlan of(
            DomainName zone, int port, ClusterConnection connection, List<InetSocketAddress> upstreams) {
        boolean forwards = !upstreams.isEmpty();
        List<DomainName> zones = List.of(zone, V4_REVERSE, V6_REVERSE);
        KubernetesConfig config = new KubernetesConfig.Builder(zones)
                .pods(PodMode.INSECURE)
                .fallthrough(forwards ? List.of(V4_REVERSE, V6_REVERSE) : List.of())
                .build();
        List<Part> parts = new ArrayList<>();
        parts.add(new ErrorsDirective(ErrorsConfig.PLAIN));
        parts.add(new LoadbalanceDirective(LoadBalanceConfig.ROUND_ROBIN, HERE));
        parts.add(new KubernetesDirective(config, connection, STARTUP_TIMEOUT, HERE));
        List<String> words = new ArrayList<>(List.of("errors", "loadbalance", "kubernetes"));
        if (forwards) {
            parts.add(new Upstreams(List.copyOf(upstreams)));
            words.add("forward");
        }
        List<ServerKey> keys = (forwards ? List.of(DomainName.ROOT) : zones)
                .stream()
                        .map(it -> new ServerKey(Scheme.DNS, it.toString(), port, HERE))
                        .toList();
        return new ServerPlan(List.of(new BlockPlan(keys, parts, words, HERE)), List.of(), "");
    }
}
