package io.kinglet.dns.template;

import io.kinglet.dns.answer.StaticRecords;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.template.TemplateConfig.RecordTemplate;
import io.kinglet.dns.texttemplate.TemplateFailure;
import io.kinglet.dns.texttemplate.TextTemplate;
import io.kinglet.dns.texttemplate.TextTemplate.Reference;
import io.kinglet.dns.zonefile.RecordText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes one record. Immutable.
 *
 * @param made when it is always the same, but for an owner that is QNAME
 */
record RecordMaker(RecordTemplate template, @Nullable StaticRecords made) {

    /** A name that is no one's. */
    private static final String PROBE = "name.invalid.";

    /** Values that groups and the like may have. */
    private static final List<String> VALUES = List.of("1", "192.0.2.1", "2001:db8::1", "name.invalid.", "A", "a1");

    /**
     * @throws IllegalArgumentException if the template always gives the same, and that is no record
     */
    static RecordMaker of(RecordTemplate template, TemplateConfig config) {
        TextTemplate text = template.text();
        boolean named = text.beginsWithField() && isName(text.references().get(0));
        List<Reference> rest =
                named ? text.references().subList(1, text.references().size()) : text.references();
        if (!rest.stream().allMatch(it -> isKnown(it, config))) {
            return new RecordMaker(template, null);
        }
        String filled;
        try {
            filled = text.fill(QueryFields.probe(config, PROBE, RecordType.name(config.type())));
        } catch (TemplateFailure e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        boolean owned = named && filled.startsWith(PROBE + " ");
        if (named && !owned) {
            return new RecordMaker(template, null);
        }
        RecordText record = RecordText.read(filled);
        return new RecordMaker(
                template, new StaticRecords(owned ? null : record.owner(), record.ttl(), List.of(record.rdata())));
    }

    private static boolean isName(Reference reference) {
        return reference.path().equals(List.of("Name"));
    }

    /** Whether it is the same for every query that is answered. */
    private static boolean isKnown(Reference reference, TemplateConfig config) {
        return switch (reference.path().isEmpty() ? "" : reference.path().get(0)) {
            case "Class" -> true;
            case "Type" -> config.type() != RecordType.ANY;
            case "Zone" -> config.zones().size() == 1;
            default -> false;
        };
    }

    /**
     * What is wrong with it whatever is asked, as far as can be told by trying; null when a record comes of it.
     */
    @Nullable
    String complaint(TemplateConfig config) {
        if (made != null) {
            return null;
        }
        String first = null;
        for (String value : VALUES) {
            try {
                RecordText.read(template.text().fill(QueryFields.probe(config, PROBE, value)));
                return null;
            } catch (IllegalArgumentException | TemplateFailure e) {
                first = first == null ? String.valueOf(e.getMessage()) : first;
            }
        }
        return first;
    }
}
