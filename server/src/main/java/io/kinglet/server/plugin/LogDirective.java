package io.kinglet.server.plugin;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.querylog.LogFormat;
import io.kinglet.dns.querylog.QueryLogConfig;
import io.kinglet.dns.querylog.QueryLogConfig.Rule;
import io.kinglet.dns.querylog.ResponseClass;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code log [NAME...] [FORMAT] { class success|denial|error|all... }}: queries are logged. */
public record LogDirective(QueryLogConfig config) implements Part {

    private static final Map<String, Set<ResponseClass>> CLASSES = Map.of(
            "success", EnumSet.of(ResponseClass.SUCCESS),
            "denial", EnumSet.of(ResponseClass.DENIAL),
            "error", EnumSet.of(ResponseClass.ERROR),
            "all", EnumSet.allOf(ResponseClass.class));

    @Override
    public Layer layer(Host host) {
        return host.log(config);
    }

    @Override
    public Layer chaosLayer(Host host) {
        return layer(host);
    }

    static LogDirective read(DirectiveReader line, BlockScope block) {
        List<Token> words = line.rest();
        // A lone word is a name, braces or not: so it is in CoreDNS.
        boolean formatted =
                words.size() > 1 && words.get(words.size() - 1).text().contains("{");
        LogFormat format =
                formatted ? LogFormat.parse(words.get(words.size() - 1).text()) : LogFormat.COMMON;
        if (words.size() == 1 && words.get(0).text().contains("{")) {
            throw line.error(
                    words.get(0),
                    "found a format where a name is expected; write `log . \""
                            + words.get(0).text() + "\"` to log every name in it");
        }
        if (words.size() == 1 && words.get(0).text().equals("stdout")) {
            block.warn(
                    words.get(0).position(),
                    "`stdout` is taken as a name, and queries for others are not logged; write `log`, which is told on standard "
                            + "output");
        }
        List<DomainName> zones = new ArrayList<>();
        for (Token word : formatted ? words.subList(0, words.size() - 1) : words) {
            zones.addAll(Zones.of(word));
        }
        Set<ResponseClass> classes = EnumSet.noneOf(ResponseClass.class);
        line.body(Map.of("class", it -> {
            classes.addAll(it.oneOf("the class", CLASSES));
            while (it.hasNext()) {
                classes.addAll(it.oneOf("the class", CLASSES));
            }
        }));
        Set<ResponseClass> logged = classes.isEmpty() ? EnumSet.allOf(ResponseClass.class) : classes;
        List<Rule> rules = (zones.isEmpty() ? List.of(DomainName.ROOT) : zones)
                .stream().map(zone -> new Rule(zone, format, logged)).toList();
        return new LogDirective(new QueryLogConfig(rules));
    }

    /** The first rule whose name fits decides, so all rules of a block are one list. */
    @Override
    public @Nullable Part joined(Part later) {
        if (!(later instanceof LogDirective other)) {
            return null;
        }
        List<Rule> rules = new ArrayList<>(config.rules());
        rules.addAll(other.config.rules());
        return new LogDirective(new QueryLogConfig(rules));
    }
}
