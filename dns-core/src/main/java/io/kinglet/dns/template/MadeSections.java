package io.kinglet.dns.template;

import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.rr.Rcode;
import io.kinglet.dns.rr.Rdata;
import io.kinglet.dns.template.TemplateConfig.RecordTemplate;
import io.kinglet.dns.template.TemplateConfig.Section;
import io.kinglet.dns.texttemplate.Fields;
import io.kinglet.dns.texttemplate.TemplateFailure;
import io.kinglet.dns.zonefile.RecordText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the records of every section. Immutable. */
final class MadeSections {

    /** A record that did not come about. */
    static final class Failure extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient RecordTemplate template;
        private final boolean filledIn;

        Failure(RecordTemplate template, boolean filledIn, Exception cause) {
            super(cause.getMessage(), cause, false, false);
            this.template = template;
            this.filledIn = filledIn;
        }

        RecordTemplate template() {
            return template;
        }

        boolean filledIn() {
            return filledIn;
        }
    }

    private final List<List<RecordMaker>> makers = new ArrayList<>();

    MadeSections(TemplateConfig config) {
        for (Section section : Section.values()) {
            // As in the peer, SERVFAIL has no records, whatever the templates.
            List<RecordTemplate> templates = config.rcode() == Rcode.SERVFAIL ? List.of() : config.of(section);
            makers.add(templates.stream().map(it -> RecordMaker.of(it, config)).toList());
        }
    }

    /** All records when no question changes them; null otherwise. */
    @Nullable
    List<List<StaticRecords>> fixed() {
        if (!makers.stream().allMatch(each -> each.stream().allMatch(it -> it.made() != null))) {
            return null;
        }
        List<List<StaticRecords>> sections = new ArrayList<>();
        for (List<RecordMaker> each : makers) {
            List<StaticRecords> records = new ArrayList<>();
            each.forEach(it -> add(records, Objects.requireNonNull(it.made())));
            sections.add(records);
        }
        return sections;
    }

    List<List<StaticRecords>> make(Fields fields) throws Failure {
        List<List<StaticRecords>> sections = new ArrayList<>();
        for (List<RecordMaker> each : makers) {
            List<StaticRecords> records = new ArrayList<>();
            for (RecordMaker maker : each) {
                add(records, maker.made() == null ? made(maker, fields) : maker.made());
            }
            sections.add(records);
        }
        return sections;
    }

    private static StaticRecords made(RecordMaker maker, Fields fields) throws Failure {
        String text;
        try {
            text = maker.template().text().fill(fields);
        } catch (TemplateFailure e) {
            throw new Failure(maker.template(), false, e);
        }
        try {
            RecordText record = RecordText.read(text);
            return StaticRecords.of(record.owner(), record.ttl(), record.rdata());
        } catch (IllegalArgumentException e) {
            throw new Failure(maker.template(), true, e);
        }
    }

    /** Addresses of one owner are one set, so that they may take turns. */
    private static void add(List<StaticRecords> records, StaticRecords next) {
        StaticRecords last = records.isEmpty() ? null : records.get(records.size() - 1);
        boolean joins = last != null
                && next.rotates()
                && last.ttl() == next.ttl()
                && Objects.equals(last.owner(), next.owner())
                && last.rdata().get(0).type() == next.rdata().get(0).type();
        if (last == null || !joins) {
            records.add(next);
            return;
        }
        List<Rdata> both = new ArrayList<>(last.rdata());
        both.addAll(next.rdata());
        records.set(records.size() - 1, new StaticRecords(last.owner(), last.ttl(), both));
    }
}
