package io.kinglet.k8s.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A field of an object, present or absent, whatever the object was written in. Reading one of the wrong form reports that and gives
 * what an absent one gives, so that reading goes on. Confined to one thread.
 */
public interface Part {

    /** Whether it is there; null counts as absent. */
    boolean present();

    /** The field of this name; an absent one when there is none. */
    Part get(String key);

    /** The items of a list; none when absent. */
    List<? extends Part> items();

    /** Reports the fields here that have none of these names, where they are somebody's slip. */
    void only(String... names);

    /** The text here; null when absent. */
    @Nullable
    String text();

    /** Whether a name stands here and not a number, in a field that takes either. */
    boolean isName();

    /** A whole number in the range; null when absent. */
    @Nullable
    Integer number(int least, int most);

    /** A mapping of text to text, such as labels; empty when absent. */
    Map<String, String> texts();

    /** Reports what is wrong with this field: what was found and what is accepted. */
    void wrong(String message);

    /** The text here when it is one of these; null when absent, or reported as another. */
    default @Nullable String oneOf(String... words) {
        String text = text();
        if (text == null || List.of(words).contains(text)) {
            return text;
        }
        wrong("found \"" + Syntax.shown(text) + "\": write " + Syntax.choice(List.of(words)));
        return null;
    }
}
