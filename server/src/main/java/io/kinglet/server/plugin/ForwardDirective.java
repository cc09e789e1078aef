package io.kinglet.server.plugin;

import io.kinglet.dns.forward.Endpoint;
import io.kinglet.dns.forward.ForwardConfig;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Position;
import io.kinglet.server.corefile.Token;
import io.kinglet.server.tls.ClientTls;
import io.kinglet.server.tls.TlsFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code forward FROM TO... { ... }}: names below FROM are asked of other servers.
 *
 * @param upstreams as written; addresses are known when the layer is made
 * @param options everything but the upstreams
 */
public record ForwardDirective(DomainName from, List<UpstreamWord> upstreams, ForwardOptions options, Position position)
        implements Part {

    private static final int MOST_WORDS = 15;

    /** Files and host names can stand for more than one; what health checks cost has an end. */
    private static final int MOST_ADDRESSES = 150;

    @Override
    public Layer layer(Host host) {
        List<Endpoint> found = endpoints(name -> host.addresses(name, options.resolvers()));
        return host.forward(config(found), loadTls());
    }

    /** The upstreams, each once, in the order they are written. */
    List<Endpoint> endpoints(UpstreamWord.Names names) {
        Set<Endpoint> found = new LinkedHashSet<>();
        for (UpstreamWord word : upstreams) {
            found.addAll(word.endpoints(names, options.serverName()));
        }
        if (found.isEmpty()) {
            throw new CorefileException(
                    position, "`forward` comes to no upstream: its files have no line such as `nameserver 10.0.0.1`");
        }
        if (found.size() > MOST_ADDRESSES) {
            throw new CorefileException(
                    position,
                    "`forward` comes to " + found.size() + " upstreams; accepted are up to " + MOST_ADDRESSES);
        }
        return List.copyOf(found);
    }

    ForwardConfig config(List<Endpoint> endpoints) {
        return new ForwardConfig(
                from,
                options.except(),
                endpoints,
                options.policy(),
                options.carriage(),
                options.connections(),
                options.readTimeout(),
                options.probe(),
                options.maxFails(),
                options.failFast(),
                options.maxConcurrent(),
                options.maxAttempts(),
                options.rcodes());
    }

    /** The files of its {@code tls} that are read at a start. */
    List<CertificateFiles.Named> files() {
        List<CertificateFiles.Named> files = new ArrayList<>();
        if (upstreams.stream().anyMatch(UpstreamWord::isEncrypted)) {
            add(files, "tls certificate", options.tls().certificate());
            add(files, "tls key", options.tls().key());
            add(files, "tls authority", options.tls().authority());
        }
        return files;
    }

    private void add(List<CertificateFiles.Named> files, String word, @Nullable Path file) {
        if (file != null) {
            files.add(new CertificateFiles.Named(
                    "`tls` of `forward`", file, options.places().getOrDefault(word, position)));
        }
    }

    @Nullable
    ClientTls loadTls() {
        if (upstreams.stream().noneMatch(UpstreamWord::isEncrypted)) {
            return null;
        }
        try {
            return ClientTls.load(options.tls());
        } catch (TlsFileException e) {
            String word = "tls " + e.part().name().toLowerCase(Locale.ROOT);
            throw new CorefileException(
                    options.places().getOrDefault(word, position), "`tls` of `forward`: " + e.getMessage());
        }
    }

    static ForwardDirective read(DirectiveReader line, BlockScope block) {
        Token zone = line.next("the zone to forward");
        List<DomainName> from = Zones.of(zone);
        if (from.size() > 1) {
            block.warn(
                    zone.position(),
                    "`" + zone.text() + "` stands for " + from.size() + " reverse zones, of which only " + from.get(0)
                            + " is forwarded; write one `forward` for each");
        }
        List<Token> words = line.rest("the upstreams", 1, MOST_WORDS);
        List<UpstreamWord> upstreams = new ArrayList<>();
        for (Token token : words) {
            upstreams.add(UpstreamWord.read(line, token));
        }
        ForwardOptions options = ForwardOptions.read(line, block);
        for (int i = 0; i < words.size(); i++) {
            if (!options.serverName().isEmpty()
                    && !upstreams.get(i).serverName().isEmpty()) {
                throw line.error(
                        words.get(i),
                        "`" + words.get(i).text() + "` names its server, and so does `tls_servername`; leave one out");
            }
        }
        ForwardDirective directive = new ForwardDirective(from.get(0), upstreams, options, line.position());
        directive.warnOfNoEffect(block);
        return directive;
    }

    /** A query goes on to a later {@code forward} where the earlier one is not about its name, or says {@code next}. */
    static void warnOfNeverAsked(List<ForwardDirective> forwards, BlockScope block) {
        for (int i = 1; i < forwards.size(); i++) {
            ForwardDirective later = forwards.get(i);
            forwards.subList(0, i).stream()
                    .filter(earlier -> earlier.keeps(later.from))
                    .findFirst()
                    .ifPresent(earlier -> block.warn(
                            later.position,
                            "`forward` is never asked for " + later.from + ": the one for " + earlier.from + " at "
                                    + earlier.position + " comes first; exchange them, or say there with `next` or "
                                    + "`except` what to leave"));
        }
    }

    private boolean keeps(DomainName zone) {
        ForwardConfig.Rcodes rcodes = options.rcodes();
        return zone.isWithin(from)
                && rcodes.next().isEmpty()
                && !rcodes.nextOnNoData()
                && options.except().stream().noneMatch(it -> it.isWithin(zone) || zone.isWithin(it));
    }

    private void warnOfNoEffect(BlockScope block) {
        boolean encrypted = upstreams.stream().anyMatch(UpstreamWord::isEncrypted);
        boolean https = upstreams.stream().anyMatch(it -> it.protocol() == Endpoint.Protocol.HTTPS);
        boolean named = upstreams.stream().anyMatch(it -> it.target() instanceof UpstreamWord.HostName);
        warn(block, "tls", encrypted, "no upstream begins with `tls://` or `https://`");
        warn(block, "tls_servername", encrypted, "no upstream begins with `tls://` or `https://`");
        warn(block, "doh_method", https, "no upstream begins with `https://`");
        warn(block, "resolver", named, "no upstream is a host name");
    }

    private void warn(BlockScope block, String word, boolean effect, String why) {
        Position place = options.places().get(word);
        if (place != null && !effect) {
            block.warn(place, "`" + word + "` of `forward` has no effect: " + why);
        }
    }
}
