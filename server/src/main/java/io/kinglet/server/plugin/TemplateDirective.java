package io.kinglet.server.plugin;

import io.kinglet.dns.expression.Declarations;
import io.kinglet.dns.expression.Expression;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.pattern.PatternException;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.template.TemplateConfig;
import io.kinglet.dns.template.TemplateConfig.ErrorOption;
import io.kinglet.dns.template.TemplateConfig.RecordTemplate;
import io.kinglet.dns.template.TemplateConfig.Section;
import io.kinglet.dns.template.TemplateProblems;
import io.kinglet.dns.texttemplate.TemplateException;
import io.kinglet.server.corefile.CorefileException;
import io.kinglet.server.corefile.DirectiveReader;
import io.kinglet.server.corefile.Token;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code template CLASS TYPE [ZONE...] { match; var; expr; answer; additional; authority; rcode; ederror; fallthrough }}: answers made
 * of the question.
 */
public record TemplateDirective(TemplateConfig config) implements Part {

    @Override
    public Layer layer(Host host) {
        return host.template(config);
    }

    /**
     * A pattern that every name is held against is dearer than a look into the cache. Expressions may ask for the client, whose answer
     * is not for others.
     */
    @Override
    public boolean passesOverCache() {
        return config.choosesByExpression()
                || config.patterns().isEmpty()
                || !config.zones().contains(DomainName.ROOT);
    }

    static TemplateDirective read(DirectiveReader line, BlockScope block) {
        return new Reading(block).read(line);
    }

    /** One reading of one directive. */
    private static final class Reading {

        private static final Map<String, Integer> RCODES = rcodes();
        private static final int LONGEST_REASON = 200;

        private final BlockScope block;
        private final List<TextPattern> patterns = new ArrayList<>();
        private final Declarations declared = new Declarations();
        private final List<Expression> conditions = new ArrayList<>();
        private final List<RecordTemplate> records = new ArrayList<>();
        private final List<Token> places = new ArrayList<>();
        private int rcode = Rcode.NOERROR;
        private @Nullable ErrorOption error;
        private List<DomainName> fallthrough = List.of();

        Reading(BlockScope block) {
            this.block = block;
        }

        TemplateDirective read(DirectiveReader line) {
            Token queryClass = line.next("the query class");
            if (!queryClass.text().equals("IN") && !queryClass.text().equals("ANY")) {
                throw line.expected(
                        queryClass, "`IN` or `ANY`; queries of other classes are not answered by templates");
            }
            int type = type(line, line.next("the query type"));
            List<DomainName> zones = Zones.rest(line, block.zones());
            line.body(readers());
            line.end();
            TemplateConfig config = new TemplateConfig(
                    zones, type, patterns, declared.variables(), conditions, records, rcode, error, fallthrough);
            for (int i = 0; i < records.size(); i++) {
                check(records.get(i), places.get(i), config);
            }
            return new TemplateDirective(config);
        }

        private Map<String, Consumer<DirectiveReader>> readers() {
            Map<String, Consumer<DirectiveReader>> readers = new HashMap<>();
            readers.put("match", this::match);
            for (Section section : Section.values()) {
                readers.put(section.word(), it -> records(it, section));
            }
            readers.put("rcode", it -> rcode = it.oneOf("the rcode", RCODES));
            readers.put("ederror", this::error);
            readers.put("fallthrough", it -> fallthrough = Zones.rest(it, List.of(DomainName.ROOT)));
            readers.put("var", this::variable);
            readers.put(
                    "expr",
                    it -> conditions.add(ExpressionWords.rest(it).read(text -> Expression.parse(text, declared))));
            return readers;
        }

        private void variable(DirectiveReader line) {
            Token name = line.next("the name of the variable");
            try {
                ExpressionWords.rest(line).read(text -> {
                    declared.declare(name.text(), text);
                    return name;
                });
            } catch (IllegalArgumentException e) {
                throw line.error(name, "found `" + name.text() + "` for `var` of `template`; " + e.getMessage());
            }
        }

        private static int type(DirectiveReader line, Token token) {
            int type = RecordType.parse(token.text());
            if (type < 0) {
                throw line.expected(token, "a query type such as `A`, `PTR` or `TYPE65`, or `ANY` for all");
            }
            return type;
        }

        private void match(DirectiveReader line) {
            for (Token token : line.rest("regular expressions", 1, Integer.MAX_VALUE)) {
                try {
                    patterns.add(TextPattern.compile(token.text()));
                } catch (PatternException e) {
                    throw new CorefileException(
                            Places.within(token, e.offset()), "no regular expression: " + e.getMessage());
                }
            }
        }

        private void records(DirectiveReader line, Section section) {
            for (Token token : line.rest("a record such as \"{{ .Name }} 60 IN A 10.0.0.1\"", 1, Integer.MAX_VALUE)) {
                try {
                    records.add(new RecordTemplate(section, TemplateProblems.parse(token.text())));
                    places.add(token);
                } catch (TemplateException e) {
                    throw problem(token, e);
                }
            }
        }

        private void check(RecordTemplate template, Token token, TemplateConfig config) {
            try {
                TemplateProblems.check(template.text(), config);
                String complaint = TemplateProblems.complaint(template, config);
                if (complaint != null) {
                    block.warn(token.position(), "no record came of this with any value that was tried: " + complaint);
                }
            } catch (TemplateException e) {
                throw problem(token, e);
            } catch (IllegalArgumentException e) {
                throw new CorefileException(
                        token.position(),
                        "this gives no record: " + e.getMessage()
                                + "; accepted is a line of a zone file such as \"{{ .Name }} 60 IN A 10.0.0.1\", quoted");
            }
        }

        private static CorefileException problem(Token token, TemplateException e) {
            return new CorefileException(Places.within(token, e.offset()), "no template: " + e.getMessage());
        }

        private void error(DirectiveReader line) {
            int code = line.integer("the code of an extended error", 0, 0xffff);
            String reason = "";
            if (line.hasNext()) {
                Token token = line.next("the reason");
                reason = token.text();
                if (reason.getBytes(StandardCharsets.UTF_8).length > LONGEST_REASON) {
                    throw line.error(
                            token, "the reason of an extended error has at most " + LONGEST_REASON + " octets");
                }
            }
            error = new ErrorOption(code, reason);
        }

        private static Map<String, Integer> rcodes() {
            Map<String, Integer> rcodes = new TreeMap<>();
            for (int rcode = Rcode.NOERROR; rcode <= Rcode.NOTZONE; rcode++) {
                rcodes.put(Rcode.name(rcode), rcode);
            }
            return Map.copyOf(rcodes);
        }
    }
}
