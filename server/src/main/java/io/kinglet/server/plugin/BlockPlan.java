package io.kinglet.server.plugin;

import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.Directive;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Scheme;
import io.kinglet.server.corefile.ServerBlock;
import io.kinglet.server.corefile.ServerKey;
import io.kinglet.server.corefile.Warning;
import io.kinglet.server.corefile.Words;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server block whose every directive is understood. Immutable.
 *
 * @param parts in {@link PluginOrder}; those of one word as they were written
 * @param words the words of {@code parts}, for metrics and logs
 */
public record BlockPlan(List<ServerKey> keys, List<Part> parts, List<String> words, Position position) {

    private static final Set<Scheme> SERVED = EnumSet.of(Scheme.DNS, Scheme.TLS, Scheme.HTTPS);

    public BlockPlan {
        keys = List.copyOf(keys);
        parts = List.copyOf(parts);
        words = List.copyOf(words);
    }

    /**
     * Reads all of a block.
     *
     * @param problems takes every mistake; a plan with mistakes must not be started
     */
    static BlockPlan read(ServerBlock written, Consumer<Warning> warnings, Consumer<CorefileException> problems) {
        for (ServerKey key : written.keys()) {
            if (!SERVED.contains(key.scheme())) {
                problems.accept(new CorefileException(
                        key.position(),
                        "`" + key.scheme().word()
                                + "://` is not served yet; plain DNS is, DNS over TLS as `tls://`, and DNS over HTTPS as "
                                + "`https://`"));
            }
        }
        BlockScope scope = new BlockScope(written.keys(), null, warnings);
        ServerBlock block = new ServerBlock(
                written.keys(), Bygone.today(written.directives(), scope, problems), written.position());
        for (Directive directive : block.directives()) {
            if (PluginOrder.find(directive.name()) == null) {
                problems.accept(unknown(directive));
            }
        }
        List<Part> parts = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Plugin plugin : PluginOrder.ALL) {
            List<Directive> directives = block.named(plugin.word());
            if (directives.isEmpty()) {
                continue;
            }
            if (plugin instanceof Plugin.Absent absent) {
                directives.forEach(directive -> problems.accept(absent(directive, absent)));
            } else if (plugin instanceof Plugin.Supported supported) {
                words.add(plugin.word());
                read(supported, chosen(supported, directives, scope, problems), scope, parts, problems);
                // The first word of all, so that it is known to every other.
                if (!parts.isEmpty() && parts.get(parts.size() - 1) instanceof RootDirective root) {
                    scope = scope.under(root.path());
                }
            }
        }
        K8sExternalDirective.prepare(parts, problems);
        ExplainDirective.prepare(parts, problems);
        BlockPlan plan = new BlockPlan(block.keys(), parts, words, block.position());
        TlsDirective.warnOfKeys(plan, scope);
        ForwardDirective.warnOfNeverAsked(plan.all(ForwardDirective.class), scope);
        ViewDirective view = plan.one(ViewDirective.class);
        if (view != null && view.needsServerAddress() && plan.one(BindDirective.class) == null) {
            problems.accept(new CorefileException(
                    view.position(),
                    "which address was asked is known where `bind` names it; add `bind`, or do without `server_ip()`"));
        }
        for (AutopathDirective autopath : plan.all(AutopathDirective.class)) {
            autopath.warnOfUnknownPods(plan.all(KubernetesDirective.class), scope);
        }
        for (TransferDirective transfer : plan.all(TransferDirective.class)) {
            transfer.warnOfNothing(plan, scope);
        }
        RewriteDirective rewrite = plan.one(RewriteDirective.class);
        if (rewrite != null && rewrite.config().needsServer() && !plan.hasOneAddress()) {
            problems.accept(new CorefileException(
                    rewrite.position(),
                    "which address was asked is known where `bind` names one, and the block one port; see to that, or do "
                            + "without `{server_ip}` and `{server_port}`"));
        }
        return plan;
    }

    /** Whether anything of it is about queries of other classes than IN. */
    public boolean servesOtherClasses() {
        RewriteDirective rewrite = one(RewriteDirective.class);
        return one(ChaosDirective.class) != null
                || rewrite != null && rewrite.config().adoptsClasses();
    }

    /** Whether it is known which address was asked. */
    public boolean hasOneAddress() {
        BindDirective bind = one(BindDirective.class);
        return bind != null
                && bind.places().size() == 1
                && all(BindDirective.class).size() == 1
                && keys.stream().mapToInt(ServerKey::port).distinct().count() == 1;
    }

    /** All parts of a kind. */
    public <P extends Part> List<P> all(Class<P> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The part of a kind of which there is at most one; null when the block has none. */
    public <P extends Part> @Nullable P one(Class<P> kind) {
        List<P> all = all(kind);
        return all.isEmpty() ? null : all.get(0);
    }

    /** The name of its view; empty when it takes every query. */
    public String view() {
        ViewDirective view = one(ViewDirective.class);
        return view == null ? "" : view.name();
    }

    /** Whether anything of it answers queries; the zones of a block without are REFUSED. */
    public boolean answers() {
        return parts.stream().anyMatch(Part::answers);
    }

    private static void read(
            Plugin.Supported plugin,
            List<Directive> directives,
            BlockScope scope,
            List<Part> parts,
            Consumer<CorefileException> problems) {
        for (Directive directive : directives) {
            try {
                Part part = plugin.reading().read(new DirectiveReader(directive), scope);
                Part joined =
                        parts.isEmpty() ? null : parts.get(parts.size() - 1).joined(part);
                if (joined == null) {
                    parts.add(part);
                } else {
                    parts.set(parts.size() - 1, joined);
                }
            } catch (CorefileException e) {
                problems.accept(e);
            }
        }
    }

    private static List<Directive> chosen(
            Plugin.Supported plugin,
            List<Directive> directives,
            BlockScope scope,
            Consumer<CorefileException> problems) {
        Directive first = directives.get(0);
        Directive last = directives.get(directives.size() - 1);
        if (directives.size() == 1 || plugin.repeats() == Plugin.Repeats.ADDED) {
            return directives;
        }
        String word = "`" + plugin.word() + "`";
        return switch (plugin.repeats()) {
            case REFUSED -> {
                problems.accept(new CorefileException(
                        directives.get(1).position(),
                        word + " stands a second time in this block, first at " + first.position() + "; keep one"));
                yield List.of(first);
            }
            case IGNORED -> {
                scope.warn(last.position(), word + " has no effect, the one at " + first.position() + " counts");
                yield List.of(first);
            }
            case REPLACING, ADDED -> {
                scope.warn(first.position(), word + " has no effect, the one at " + last.position() + " counts");
                yield List.of(last);
            }
        };
    }

    private static CorefileException absent(Directive directive, Plugin.Absent plugin) {
        return new CorefileException(
                directive.position(),
                "CoreDNS has the plugin `" + plugin.word() + "`, Kinglet does not yet; " + plugin.advice());
    }

    private static CorefileException unknown(Directive directive) {
        List<String> known = PluginOrder.ALL.stream().map(Plugin::word).toList();
        return new CorefileException(
                directive.position(),
                "found " + Words.quote(directive.name()) + " in the server block; accepted are "
                        + Words.list(PluginOrder.supported()) + Words.didYouMean(directive.name(), known));
    }
}
