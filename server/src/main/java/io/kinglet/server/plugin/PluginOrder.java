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
 * Every word that CoreDNS 1.15 knows in a server block, in its order, and among them {@link #OWN}: a query passes the layers from
 * the first to the last, however the Corefile sorts them.
 */
public final class PluginOrder {

    /** The one word that is not CoreDNS's. It stands with those that show what goes on. */
    static final String OWN = "kinglet";

    private static final String REMOVE = "remove it";
    private static final String OTHER_CARRIERS = "remove it; DNS is served plain, over TLS and over HTTPS";
    private static final String NO_ZONES = "keep these zones on another server, and name it in `forward ZONE ADDRESS`";

    static final List<Plugin> ALL = List.of(
            supported("root", REPLACING, RootDirective::read),
            supported("metadata", REFUSED, MetadataDirective::read),
            absent("geoip", REMOVE),
            supported("cancel", REPLACING, CancelDirective::read),
            supported("proxyproto", ADDED, ProxyprotoDirective::read),
            absent("quic", OTHER_CARRIERS),
            absent("grpc_server", OTHER_CARRIERS),
            supported("https", IGNORED, HttpsDirective::read),
            absent("https3", OTHER_CARRIERS),
            supported("timeouts", REPLACING, TimeoutsDirective::read),
            supported("multisocket", REFUSED, MultisocketDirective::read),
            supported("reload", IGNORED, ReloadDirective::read),
            supported("nsid", REFUSED, NsidDirective::read),
            supported("bufsize", IGNORED, BufsizeDirective::read),
            supported("bind", ADDED, BindDirective::read),
            supported("debug", IGNORED, DebugDirective::read),
            absent("trace", REMOVE),
            supported("ready", REFUSED, ReadyDirective::read),
            supported("health", REPLACING, HealthDirective::read),
            supported("pprof", REFUSED, PprofDirective::read),
            supported("shed", REFUSED, ShedDirective::read),
            supported("prometheus", REFUSED, PrometheusDirective::read),
            supported(OWN, ADDED, KingletDirective::read),
            supported("errors", REFUSED, ErrorsDirective::read),
            supported("log", ADDED, LogDirective::read),
            supported("dnstap", ADDED, DnstapDirective::read),
            supported("local", REPLACING, LocalDirective::read),
            supported("dns64", REPLACING, Dns64Directive::read),
            absent("siit", REMOVE),
            supported("any", IGNORED, AnyDirective::read),
            supported("chaos", IGNORED, ChaosDirective::read),
            supported("loadbalance", REPLACING, LoadbalanceDirective::read),
            supported("tsig", REFUSED, TsigDirective::read),
            supported("rewrite", ADDED, RewriteDirective::read),
            supported("autopath", REPLACING, AutopathDirective::read),
            supported("acl", ADDED, AclDirective::read),
            supported("cache", REFUSED, CacheDirective::read),
            supported("header", IGNORED, HeaderDirective::read),
            absent("dnssec", REMOVE),
            supported("tls", REPLACING, TlsDirective::read),
            supported("minimal", IGNORED, MinimalDirective::read),
            supported("template", ADDED, TemplateDirective::read),
            supported("transfer", ADDED, TransferDirective::read),
            absent("dynupdate", NO_ZONES),
            supported("hosts", REFUSED, HostsDirective::read),
            absent("route53", NO_ZONES),
            absent("azure", NO_ZONES),
            absent("clouddns", NO_ZONES),
            supported("k8s_external", REPLACING, K8sExternalDirective::read),
            supported("kubernetes", REFUSED, KubernetesDirective::read),
            supported("file", ADDED, FileDirective::read),
            supported("auto", REPLACING, AutoDirective::read),
            supported("secondary", ADDED, SecondaryDirective::read),
            absent("etcd", NO_ZONES),
            supported("loop", REFUSED, LoopDirective::read),
            supported("forward", ADDED, ForwardDirective::read),
            absent("grpc", "name the upstreams in `forward . ADDRESS`, which asks them in plain DNS"),
            supported("erratic", REPLACING, ErraticDirective::read),
            supported("whoami", IGNORED, WhoamiDirective::read),
            absent("on", "remove it; no command is run when the server starts or stops"),
            absent("sign", NO_ZONES),
            supported("view", REFUSED, ViewDirective::read),
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
