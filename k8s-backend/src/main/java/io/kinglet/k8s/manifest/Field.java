package io.kinglet.k8s.manifest;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.k8s.spec.Part;
import io.kinglet.k8s.spec.Syntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of an object, present or absent, that knows its place. Reading one of the wrong form reports that and gives what an
 * absent field gives, so that reading goes on to the next problem. Confined to one thread.
 */
final class Field implements Part {

    private final Problems problems;
    private final Position at;
    private final String path;
    private final @Nullable YamlNode node;

    private Field(Problems problems, Position at, String path, @Nullable YamlNode node) {
        this.problems = problems;
        this.at = at;
        this.path = path;
        this.node = node;
    }

    static Field root(String file, YamlNode node, Problems problems) {
        return new Field(problems, new Position(file, node.line(), node.column()), "", node);
    }

    /** Where it is; for an absent one, where the thing that lacks it is. */
    Position at() {
        return at;
    }

    @Override
    public boolean present() {
        return node != null;
    }

    /** Reports a problem of this field. */
    @Override
    public void wrong(String message) {
        problems.add(at, path.isEmpty() ? message : path + ": " + message);
    }

    @Override
    public Field get(String key) {
        String name = path.isEmpty() ? key : path + "." + key;
        if (node instanceof YamlNode.Mapping mapping) {
            YamlNode value = mapping.get(key);
            if (value != null && !value.isNull()) {
                return new Field(problems, new Position(at.file(), value.line(), value.column()), name, value);
            }
        } else if (node != null) {
            wrong("found " + node.noun() + ", a mapping of fields belongs here");
        }
        return new Field(problems, at, name, null);
    }

    /** The items of a list; none when absent. */
    @Override
    public List<Field> items() {
        List<Field> items = new ArrayList<>();
        if (node instanceof YamlNode.Sequence list) {
            for (YamlNode item : list.items()) {
                Position place = new Position(at.file(), item.line(), item.column());
                items.add(new Field(problems, place, path + "[" + items.size() + "]", item));
            }
        } else if (node != null) {
            wrong("found " + node.noun() + ", a list belongs here");
        }
        return items;
    }

    /** Every key here that is not in {@code names} is a slip: the API server would refuse it, or drop what it stands for. */
    @Override
    public void only(String... names) {
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries()) {
                if (!List.of(names).contains(entry.key().text())) {
                    Position place = new Position(
                            at.file(), entry.key().line(), entry.key().column());
                    problems.add(
                            place,
                            (path.isEmpty() ? "" : path + ": ") + "found "
                                    + entry.key().text() + ", which is no field here: write "
                                    + Syntax.choice(List.of(names)));
                }
            }
        }
    }

    /** The text here; null when absent. */
    @Override
    public @Nullable String text() {
        if (node instanceof YamlNode.Scalar scalar && scalar.isText()) {
            return scalar.text();
        }
        if (node instanceof YamlNode.Scalar scalar) {
            wrong("found " + scalar.noun() + ", text belongs here: write \"" + scalar.text() + "\" in quotes");
        } else if (node != null) {
            wrong("found " + node.noun() + ", text belongs here");
        }
        return null;
    }

    String text(String absent) {
        String text = text();
        return text == null ? absent : text;
    }

    /**
     * The text here when the rule of {@link NameRules} has no complaint; null when absent, or empty, which to the API is the
     * same.
     */
    @Nullable
    String text(Function<String, @Nullable String> rule) {
        String text = text();
        String complaint = text == null || text.isEmpty() ? null : rule.apply(text);
        if (complaint != null) {
            wrong("found \"" + text + "\": " + complaint);
            return null;
        }
        return text == null || text.isEmpty() ? null : text;
    }

    /** One of these words; {@code words[0]} when absent. */
    String word(String... words) {
        String text = text(words[0]);
        if (!List.of(words).contains(text)) {
            wrong("found \"" + text + "\": write " + Syntax.choice(List.of(words)));
            return words[0];
        }
        return text;
    }

    /** A whole number in the range; null when absent. */
    @Override
    public @Nullable Integer number(int least, int most) {
        if (node instanceof YamlNode.Scalar scalar && scalar.isNumber()) {
            try {
                int number = Integer.parseInt(scalar.text());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Too long or no whole number: the same answer as out of range.
            }
        }
        if (node != null) {
            boolean quoted =
                    node instanceof YamlNode.Scalar scalar && scalar.text().matches("[0-9]+") && scalar.isText();
            wrong("found " + node.noun() + ": write a number from " + least + " to " + most
                    + (quoted ? ", without quotes" : ""));
        }
        return null;
    }

    /** Whether a name stands here and not a number, in a field that takes either. */
    @Override
    public boolean isName() {
        return node instanceof YamlNode.Scalar scalar && scalar.isText();
    }

    /** A boolean; {@code absent} when absent. */
    boolean flag(boolean absent) {
        if (node instanceof YamlNode.Scalar scalar && scalar.isFlag()) {
            return scalar.text().startsWith("t") || scalar.text().startsWith("T");
        }
        if (node != null) {
            wrong("found " + node.noun() + ": write true or false, without quotes");
        }
        return absent;
    }

    /** An address; null when absent. */
    @Nullable
    IpAddress address() {
        String text = text();
        IpAddress address = text == null ? null : IpAddress.parse(text);
        if (text != null && address == null) {
            wrong("found \"" + text + "\": write an IPv4 or IPv6 address, such as 10.96.0.80 or fd00:10:96::80");
        }
        return address;
    }

    /** Whether an empty text stands here, or nothing. */
    boolean empty() {
        return node == null
                || node instanceof YamlNode.Scalar scalar && scalar.text().isEmpty();
    }

    /** A mapping of text to text, such as labels; empty when absent. */
    @Override
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries()) {
                String key = entry.key().text();
                texts.put(key, get(key).text(""));
            }
        } else if (node != null) {
            wrong("found " + node.noun() + ", a mapping of text to text belongs here");
        }
        return texts;
    }
}
