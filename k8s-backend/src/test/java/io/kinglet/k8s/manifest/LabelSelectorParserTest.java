package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LabelSelectorParserTest {

    private static final Map<String, String> LABELS =
            Map.of("app", "web", "tier", "3", "example.com/team", "red", "empty", "");

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            ``;                              true
            app;                             true
            !app;                            false
            nope;                            false
            !nope;                           true
            ! nope;                          true
            app=web;                         true
            app==web;                        true
            app = web;                       true
            app=db;                          false
            app!=web;                        false
            app!=db;                         true
            nope!=web;                       true
            nope=web;                        false
            empty=;                          true
            app=;                            false
            app in (db,web);                 true
            app in ( db , web );             true
            app in(web);                     true
            app in (db);                     false
            app notin (db);                  true
            app notin (db,web);              false
            nope notin (db);                 true
            nope in (db);                    false
            empty in ();                     true
            tier>2;                          true
            tier > 3;                        false
            tier<5;                          true
            app<5;                           false
            nope>0;                          false
            app=web,tier=3;                  true
            app=web, tier=4;                 false
            example.com/team=red,!nope;      true
            app in (web,db),tier notin (4);  true
            """)
    void selectsAsTheApiDoes(String selector, boolean selected) {
        assertThat(LabelSelectorParser.parse(selector).matches(LABELS)).isEqualTo(selected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            app=web,;           9;  nothing follows the comma
            ,app;               1;  found ","
            =web;               1;  a requirement begins with a label key
            app in;             7;  found the end: in and notin are followed by values in parentheses
            app in web;         8;  found "w"
            app in (web;        12; close the values with ')'
            app is web;         5;  found "is": write one of the forms
            app=web tier=3;     9;  found "t": write a comma
            app=-web;           5;  "-web" is no label value
            -app;               1;  "-app" is no label key
            a/b/c;              1;  "a/b/c" is no label key
            /b;                 1;  "/b" is no label key
            !;                  2;  found the end
            tier>high;          6;  found "high": > and < compare with a whole number
            app=web);           8;  found ")"
            """)
    void anUnreadableSelectorSaysWhereAndWhatBelongsThere(String selector, int column, String message) {
        assertThatThrownBy(() -> LabelSelectorParser.parse(selector))
                .isInstanceOfSatisfying(
                        LabelSelectorException.class,
                        e -> assertThat(e.column()).isEqualTo(column))
                .hasMessageContaining(message);
    }

    @Test
    void aLongValueIsRefused() {
        assertThat(LabelSelectorParser.parse("a=" + "x".repeat(63)).matches(LABELS))
                .isFalse();
        assertThatThrownBy(() -> LabelSelectorParser.parse("a=" + "x".repeat(64)))
                .isInstanceOf(LabelSelectorException.class);
    }
}
