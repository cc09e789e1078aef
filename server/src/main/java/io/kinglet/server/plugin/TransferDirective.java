package io.kinglet.server.plugin;

import io.kinglet.dns.name.AddressRanges;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.IpPrefix;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.transfer.TransferConfig;
import io.kinglet.dns.transfer.TransferConfig.Rule;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.HostPort;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code transfer [ZONE...] { to ADDRESS|CIDR|*...; source ADDRESS }}: who may copy zones, and who is told when they change. An
 * address is both; a CIDR and {@code *} may only copy.
 */
public record TransferDirective(TransferConfig config, Position position) implements Part {

    private static final int PORT = 53;
    private static final String ALL = "*";
    private static final String ACCEPTED = "an address such as `10.0.0.1`, `10.0.0.1:53` or `[2001:db8::1]:53`, "
            + "a CIDR such as `10.0.0.0/8`, or `*` for everyone";

    @Override
    public Layer layer(Host host) {
        return host.transfer(config);
    }

    static TransferDirective read(DirectiveReader line, BlockScope block) {
        Reading reading = new Reading();
        Rule rule = reading.read(line, block);
        return new TransferDirective(new TransferConfig(List.of(rule)), line.position());
    }

    /** The rule with the longest zone decides, so all rules of a block are one list. */
    @Override
    public @Nullable Part joined(Part later) {
        if (!(later instanceof TransferDirective other)) {
            return null;
        }
        List<Rule> rules = new ArrayList<>(config.rules());
        rules.addAll(other.config.rules());
        return new TransferDirective(new TransferConfig(rules), position);
    }

    /** CoreDNS says nothing where there is nothing to copy. */
    void warnOfNothing(BlockPlan plan, BlockScope block) {
        if (plan.parts().stream().noneMatch(this::isCopied)) {
            block.warn(
                    position,
                    "`transfer` has no effect: this block has no zone of `kubernetes`, `k8s_external`, `file`, `auto` or "
                            + "`secondary` for it");
        }
    }

    private boolean isCopied(Part part) {
        if (part instanceof KubernetesDirective cluster) {
            return cluster.config().zones().stream().anyMatch(this::concerns);
        }
        if (part instanceof K8sExternalDirective external) {
            return external.config().zones().stream().anyMatch(this::concerns);
        }
        if (part instanceof FileDirective file) {
            return file.files().stream().flatMap(it -> it.zones().stream()).anyMatch(this::concerns);
        }
        if (part instanceof SecondaryDirective secondary) {
            return secondary.config().zones().stream().anyMatch(this::concerns);
        }
        // Which zones a folder has, its files say.
        return part instanceof AutoDirective;
    }

    private boolean concerns(DomainName zone) {
        return config.rule(zone) != null;
    }

    /** One directive while it is read. */
    private static final class Reading {

        private final List<IpPrefix> clients = new ArrayList<>();
        private final List<InetSocketAddress> notified = new ArrayList<>();
        private boolean everyone;
        private @Nullable IpAddress source;

        Rule read(DirectiveReader directive, BlockScope block) {
            var zones = Zones.rest(directive, block.zones());
            directive.body(Map.of("to", this::to, "source", this::source));
            directive.end();
            if (!everyone && clients.isEmpty()) {
                throw directive.error("`transfer` lacks `to` with who may copy the zone: " + ACCEPTED);
            }
            return new Rule(zones, everyone ? null : AddressRanges.of(clients), notified, source);
        }

        private void to(DirectiveReader line) {
            for (Token token : line.rest(ACCEPTED, 1, Integer.MAX_VALUE)) {
                HostPort host = HostPort.ofAddress(token.text(), PORT);
                IpPrefix range = host == null ? IpPrefix.parse(token.text()) : null;
                IpAddress address = host == null ? null : host.address();
                if (token.text().equals(ALL)) {
                    everyone = true;
                } else if (host != null && address != null && host.port() > 0) {
                    clients.add(new IpPrefix(address, address.size() * 8));
                    notified.add(new InetSocketAddress(inet(address), host.port()));
                } else if (range != null) {
                    clients.add(range);
                } else {
                    throw line.expected(token, ACCEPTED);
                }
            }
        }

        private void source(DirectiveReader line) {
            if (source != null) {
                throw line.error("`source` of `transfer` stands a second time; NOTIFY is sent from one address");
            }
            Token token = line.next("the address to send NOTIFY from");
            IpAddress address = IpAddress.parse(token.text());
            if (address == null) {
                throw line.expected(token, "an address of this machine such as `10.0.0.1`, without a port");
            }
            source = address;
        }

        private static InetAddress inet(IpAddress address) {
            try {
                return InetAddress.getByAddress(address.octets());
            } catch (UnknownHostException e) {
                throw new IllegalStateException(Objects.requireNonNull(address) + " is no address", e);
            }
        }
    }
}
