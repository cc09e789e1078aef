package io.kinglet.dns.template;

import io.kinglet.dns.expression.Variable;
import io.kinglet.dns.template.TemplateConfig.RecordTemplate;
import io.kinglet.dns.texttemplate.TemplateException;
import io.kinglet.dns.texttemplate.TextTemplate;
import io.kinglet.dns.texttemplate.TextTemplate.Reference;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a template before anyone asks. Stateless. */
public final class TemplateProblems {

    private TemplateProblems() {}

    /** Reads the text of a record; fields that a query has not are an error. */
    public static TextTemplate parse(String text) {
        return TextTemplate.parse(text, QueryFields.NAMES);
    }

    /**
     * Checks what a template names against the patterns.
     *
     * @throws TemplateException for a group, a variable or a field that there never is
     */
    public static void check(TextTemplate text, TemplateConfig config) {
        for (Reference reference : text.references()) {
            if (reference.path().size() < 2) {
                continue;
            }
            String what = reference.path().get(0);
            String named = reference.path().get(1);
            switch (what) {
                case "Group" -> group(reference, named, config);
                case "Match" -> match(reference, named, config);
                case "Var" -> variable(reference, named, config);
                case "Question" -> oneOf(reference, QueryFields.QUESTION);
                case "Message" -> oneOf(reference, QueryFields.MESSAGE);
                default -> {
                    // A text has no fields; filling in says so.
                }
            }
        }
    }

    private static void group(Reference reference, String named, TemplateConfig config) {
        Set<String> known = new TreeSet<>();
        known.add("0");
        config.patterns().forEach(pattern -> {
            known.addAll(pattern.names().keySet());
            for (int i = 1; i <= pattern.groups(); i++) {
                known.add(Integer.toString(i));
            }
        });
        if (!known.contains(named)) {
            throw new TemplateException(
                    reference.at(), "no `match` has a group `" + named + "`; there are " + String.join(", ", known));
        }
    }

    private static void match(Reference reference, String named, TemplateConfig config) {
        int most = config.patterns().stream().mapToInt(it -> it.groups()).max().orElse(0);
        boolean number = named.matches("-?[0-9]{1,9}");
        if (!number || Integer.parseInt(named) < 0 || Integer.parseInt(named) > most) {
            throw new TemplateException(
                    reference.at(),
                    "found `" + named + "`; accepted are 0"
                            + (most == 0 ? ", the whole name" : " to " + most + ", as many groups as a `match` has"));
        }
    }

    private static void variable(Reference reference, String named, TemplateConfig config) {
        Set<String> known =
                config.variables().stream().map(Variable::name).collect(Collectors.toCollection(TreeSet::new));
        if (!known.contains(named)) {
            throw new TemplateException(
                    reference.at(),
                    "no `var` is named `" + named + "`"
                            + (known.isEmpty() ? "; there is none" : "; there are " + String.join(", ", known)));
        }
    }

    private static void oneOf(Reference reference, Set<String> fields) {
        String named = reference.path().get(1);
        if (!fields.contains(named)) {
            throw new TemplateException(
                    reference.at(),
                    "`." + reference.path().get(0) + "` has no field `" + named + "`; there are "
                            + String.join(", ", new TreeSet<>(fields)));
        }
    }

    /**
     * Tries a template out.
     *
     * @return why no record comes of it with any value that was tried; null when one does
     * @throws IllegalArgumentException if it always gives the same, and that is no record; the message says why
     */
    public static @Nullable String complaint(RecordTemplate template, TemplateConfig config) {
        return RecordMaker.of(template, config).complaint(config);
    }
}
