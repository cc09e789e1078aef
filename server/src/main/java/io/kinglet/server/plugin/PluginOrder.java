package io.kinglet.server.plugin;

import static io.kinglet.server.plugin.Plugin.Repeats.ADDED;
import static io.kinglet.server.plugin.Plugin.Repeats.IGNORED;
import static io.kinglet.server.plugin.Plugin.Repeats.REFUSED;
import static io.kinglet.server.plugin.Plugin.Repeats.REPLACING;

import io.kinglet.server.plugin.Plugin.Absent;
import io.kinglet.server.plugin.Plugin.Reading;
import io.kinglet.server.plugin.Plugin.Repeats;
import io.kinglet.server.plugin.Plugin.Supported;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every word that CoreDNS 1.15 knows in a server block, in its order: a query passes the layers from the first to the last,
 * however the Corefile sorts them.
 */
public final class PluginOrder {

    private static final String REMOVE = "remove it";
    private static final String PLAIN_DNS = "remove it; only plain DNS and DNS over TLS are served";
    private static final String NO_ZONES = "keep these zones on another server, and name it in `forward ZONE ADDRESS`";

    static final List<Plugin> ALL = List.of(
            absent("root", "remove it, and write the paths of files in full"),
            absent("metadata", "remove it; nothing that is supported reads metadata"),
            absent("geoip", REMOVE),
            absent("cancel", "remove it; every query is answered within seconds"),
            absent("proxyproto", "remove it; clients are known by their packets"),
            absent("quic", PLAIN_DNS),
            absent("grpc_server", PLAIN_DNS),
            absent("https", PLAIN_DNS),
            absent("https3", PLAIN_DNS),
            absent("timeouts", "remove it; idle and slow connections are closed after seconds"),
            absent("multisocket", "remove it; each event loop has a socket of its own"),
            supported("reload", IGNORED, ReloadDirective::read),
            absent("nsid", REMOVE),
            supported("bufsize", IGNORED, BufsizeDirective::read),
            supported("bind", ADDED, BindDirective::read),
            supported("debug", IGNORED, DebugDirective::read),
            absent("trace", REMOVE),
            supported("ready", REFUSED, ReadyDirective::read),
            supported("health", REPLACING, HealthDirective::read),
            absent("pprof", "remove it; the JVM has `jcmd` and flight recordings"),
            absent("shed", "remove it; what queries may hold is bounded"),
            supported("prometheus", REFUSED, PrometheusDirective::read),
            supported("errors", REFUSED, ErrorsDirective::read),
            supported("log", ADDED, LogDirective::read),
            absent("dnstap", "remove it; `log` writes a line for each query"),
            absent("local", REMOVE),
            absent("dns64", REMOVE),
            absent("siit", REMOVE),
            absent("any", "remove it; ANY is answered with little as it is"),
            absent("chaos", "remove it; only class IN is served"),
            supported("loadbalance", REPLACING, LoadbalanceDirective::read),
            absent("tsig", REMOVE),
            absent("rewrite", "remove it, or give the other name a Service of type ExternalName"),
            absent("autopath", "remove it; stub resolvers walk their search list themselves"),
            absent("acl", "remove it, and let a NetworkPolicy decide who may ask"),
            supported("cache", REFUSED, CacheDirective::read),
            absent("header", REMOVE),
            absent("dnssec", REMOVE),
            supported("tls", REPLACING, TlsDirective::read),
            absent("minimal", REMOVE),
            absent("template", "remove it, or keep it on another server and name that in `forward ZONE ADDRESS`"),
            absent("transfer", "remove it; zones are not transferred"),
            absent("dynupdate", NO_ZONES),
            absent("hosts", "remove it, or keep these names on another server and name that in `forward ZONE ADDRESS`"),
            absent("route53", NO_ZONES),
            absent("azure", NO_ZONES),
            absent("clouddns", NO_ZONES),
            absent("k8s_external", NO_ZONES),
            supported("kubernetes", REFUSED, KubernetesDirective::read),
            absent("file", NO_ZONES),
            absent("auto", NO_ZONES),
            absent("secondary", NO_ZONES),
            absent("etcd", NO_ZONES),
            supported("loop", REFUSED, LoopDirective::read),
            supported("forward", ADDED, ForwardDirective::read),
            absent("grpc", "name the upstreams in `forward . ADDRESS`, which asks them in plain DNS"),
            absent("erratic", REMOVE),
            supported("whoami", IGNORED, WhoamiDirective::read),
            absent("on", "remove it; no command is run when the server starts or stops"),
            absent("sign", NO_ZONES),
            absent("view", "remove it; a block answers every client alike"),
            absent("nomad", NO_ZONES));

    private PluginOrder() {}

    /** The words that have a meaning, in order. */
    public static List<String> supported() {
        return ALL.stream()
                .filter(Supported.class::isInstance)
                .map(Plugin::word)
                .toList();
    }

    /** The words of the peer's that have none yet, in order. */
    public static List<String> absent() {
        return ALL.stream().filter(Absent.class::isInstance).map(Plugin::word).toList();
    }

    static @Nullable Plugin find(String word) {
        return ALL.stream()
                .filter(plugin -> plugin.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    private static Plugin supported(String word, Repeats repeats, Reading reading) {
        return new Supported(word, repeats, reading);
    }

    private static Plugin absent(String word, String advice) {
        return new Absent(word, advice);
    }
}
