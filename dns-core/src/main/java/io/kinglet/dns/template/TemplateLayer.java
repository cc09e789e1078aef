package io.kinglet.dns.template;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.answer.RecordSet;
import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.expression.ExpressionFailure;
import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.pattern.TextMatch;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.resolver.OutsideTarget;
import io.kinglet.dns.resolver.Resolver;
import io.kinglet.dns.rr.ExtendedError;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.template.TemplateConfig.Section;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers names of its zones by templates, with authority. A name that no pattern is found in, or for which a condition does not
 * hold, is SERVFAIL, unless {@code fallthrough} lets it pass; other zones and types pass by. Any thread.
 */
public final class TemplateLayer implements Layer {

    private static final Answer NO_MATCH = new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NONE, "");

    private record Zone(DomainName name, byte[] lower, String text) {}

    private final int type;
    private final int rcode;
    private final List<TextPattern> patterns;
    private final List<Zone> zones;
    private final List<byte[]> fallthrough;
    private final byte @Nullable [] options;
    private final Choice choice;
    private final MadeSections records;
    /** Null when records depend on the question. */
    private final @Nullable Answer made;

    private final @Nullable DomainName madeTarget;
    private final OutsideTarget outside;
    private final Metadata metadata;
    private final TemplateObserver observer;

    /**
     * @param whole the whole server, which is asked for the targets of CNAMEs
     * @param metadata what {@code .Meta} gives
     * @throws IllegalArgumentException if a template always gives what is no record; see {@link TemplateProblems}
     */
    public TemplateLayer(
            TemplateConfig config, Supplier<Resolver> whole, Metadata metadata, TemplateObserver observer) {
        type = config.type();
        rcode = config.rcode();
        patterns = config.patterns();
        zones = config.zones().stream()
                .sorted(Comparator.comparingInt(DomainName::length).reversed())
                .map(it -> new Zone(it, it.canonicalOctets(), QueryFields.text(it.canonicalOctets(), it.length())))
                .toList();
        fallthrough =
                config.fallthrough().stream().map(DomainName::canonicalOctets).toList();
        options = config.error() == null ? null : ErrorOptions.encode(config.error());
        outside = new OutsideTarget(whole, true);
        this.metadata = metadata;
        this.observer = observer;
        choice = new Choice(config.variables(), config.conditions());
        records = new MadeSections(config);
        List<List<StaticRecords>> fixed = records.fixed();
        made = fixed == null ? null : answer(fixed);
        madeTarget = fixed == null ? null : target(fixed.get(0));
    }

    @Override
    public Resolver over(Resolver next) {
        return query -> {
            Zone zone = zone(query);
            if (zone == null || type != RecordType.ANY && query.qtype() != RecordType.ANY && query.qtype() != type) {
                return next.resolve(query);
            }
            return answer(query, zone, next);
        };
    }

    private @Nullable Zone zone(Query query) {
        for (int i = 0; i < zones.size(); i++) {
            if (query.isWithin(zones.get(i).lower)) {
                return zones.get(i);
            }
        }
        return null;
    }

    private Answer answer(Query query, Zone zone, Resolver next) {
        boolean always = patterns.isEmpty() && choice.isEmpty();
        String name = always && made != null ? "" : QueryFields.text(query.lowerQname(), query.qnameLength());
        TextPattern pattern = null;
        TextMatch match = null;
        for (int i = 0; i < patterns.size() && match == null; i++) {
            pattern = patterns.get(i);
            match = pattern.find(name);
        }
        if (match == null && !patterns.isEmpty()) {
            return fallsThrough(query) ? next.resolve(query) : NO_MATCH;
        }
        int shown = query.qtype() == RecordType.ANY ? type : query.qtype();
        Map<String, Object> variables = Map.of();
        if (!choice.isEmpty()) {
            try {
                variables =
                        choice.of(new QueryFields(query, metadata, zone.text, name, shown, pattern, match, Map.of()));
            } catch (ExpressionFailure e) {
                return new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NONE, "template: " + e.getMessage());
            }
            if (variables == null) {
                return fallsThrough(query) ? next.resolve(query) : NO_MATCH;
            }
        }
        observer.matched(zone.name, shown);
        if (options != null) {
            query.marks().options(ErrorOptions.join(query.marks().options(), options));
        }
        if (made != null) {
            return madeTarget == null || !follows(query) ? made : follow(query, made, madeTarget);
        }
        List<List<StaticRecords>> sections;
        try {
            sections =
                    records.make(new QueryFields(query, metadata, zone.text, name, shown, pattern, match, variables));
        } catch (MadeSections.Failure e) {
            observer.failed(zone.name, shown, e.template(), e.filledIn());
            return new Answer.Failure(Rcode.SERVFAIL, ExtendedError.NONE, "template: " + e.getMessage());
        }
        DomainName target = target(sections.get(0));
        Answer answer = answer(sections);
        return target == null || !follows(query) ? answer : follow(query, answer, target);
    }

    private boolean fallsThrough(Query query) {
        for (int i = 0; i < fallthrough.size(); i++) {
            if (query.isWithin(fallthrough.get(i))) {
                return true;
            }
        }
        return false;
    }

    private Answer answer(List<List<StaticRecords>> sections) {
        return new Answer.Composed(
                rcode,
                rcode != Rcode.SERVFAIL,
                false,
                List.copyOf(sections.get(Section.ANSWER.ordinal())),
                List.copyOf(sections.get(Section.AUTHORITY.ordinal())),
                List.copyOf(sections.get(Section.ADDITIONAL.ordinal())));
    }

    private boolean follows(Query query) {
        return rcode == Rcode.NOERROR && query.qtype() != RecordType.CNAME && query.qtype() != RecordType.ANY;
    }

    /** Where the answer leads when its last record is a CNAME; null when it does not. */
    private static @Nullable DomainName target(List<StaticRecords> answer) {
        return answer.isEmpty() || !(answer.get(answer.size() - 1).rdata().get(0) instanceof Rdata.Cname cname)
                ? null
                : cname.target();
    }

    /** RFC 1034 section 4.3.2 step 3a: with what the target gives, and the template's own other records behind it. */
    private Answer follow(Query query, Answer own, DomainName target) {
        return outside.resolve(query, own.answer(), target)
                .map(found -> new Answer.Composed(
                        found.rcode(),
                        true,
                        found instanceof Answer.Composed composed && composed.truncated(),
                        found.answer(),
                        both(found.authority(), own.authority()),
                        both(found.additional(), own.additional())));
    }

    private static List<RecordSet> both(List<RecordSet> first, List<RecordSet> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<RecordSet> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** For tests and errors: whether nothing is worked out per query. */
    boolean isMadeBeforehand() {
        return made != null;
    }
}
