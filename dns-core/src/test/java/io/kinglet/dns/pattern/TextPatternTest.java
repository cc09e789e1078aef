package io.kinglet.dns.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^(?:[^.]+\\.){4,}internal\\.cloudapp\\.net\\.$ | a.b.c.d.internal.cloudapp.net. | true",
                "^(?:[^.]+\\.){4,}internal\\.cloudapp\\.net\\.$ | a.b.c.internal.cloudapp.net.   | false",
                "example                                        | www.example.org.                | true",
                "(?i)EXAMPLE\\.                                 | www.example.org.                | true",
                "^example                                       | www.example.org.                | false",
                "\\Qa.b\\E                                      | xa.by                           | true",
                "\\Qa.b\\E                                      | axb                             | false",
                "[[:digit:]]{3}$                                | a123                            | true",
                "[]a]{2}                                        | x]a                             | true"
            })
    void isFoundAnywhereUnlessAnchored(String pattern, String subject, boolean found) {
        assertThat(TextPattern.compile(pattern).isIn(subject)).isEqualTo(found);
    }

    @Test
    void groupsAreAskedForByNumberAndByName() {
        TextPattern pattern = TextPattern.compile("ip-(?P<a>[0-9]+)-(?<b>[0-9]+)(-x)?\\.");
        TextMatch match = pattern.find("www.ip-10-20.example.");

        assertThat(pattern.groups()).isEqualTo(3);
        assertThat(pattern.names()).containsEntry("a", 1).containsEntry("b", 2).hasSize(2);
        assertThat(match).isNotNull();
        assertThat(match.group(0)).isEqualTo("ip-10-20.");
        assertThat(match.group(1)).isEqualTo("10");
        assertThat(match.group("b")).isEqualTo("20");
        assertThat(match.group(3)).as("took no part").isEmpty();
        assertThat(match.group(4)).as("is not there").isEmpty();
        assertThat(match.group(-1)).isEmpty();
        assertThat(match.group("c")).isEmpty();
        assertThat(match.groups()).isEqualTo(3);
        assertThat(match.start()).isEqualTo(4);
        assertThat(match.end()).isEqualTo(13);
        assertThat(pattern.find("www.example.")).isNull();
    }

    @Test
    void aWholeMatchTakesTheSubjectFromEndToEnd() {
        TextPattern pattern = TextPattern.compile("a|ab");

        assertThat(pattern.matchWhole("ab")).extracting(it -> it.group(0)).isEqualTo("ab");
        assertThat(pattern.find("ab")).extracting(it -> it.group(0)).isEqualTo("a");
        assertThat(pattern.matchWhole("abc")).isNull();
    }

    /** What Go's Regexp.ReplaceAllString gives, which was asked. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a(x*)b          | -ab-axxb- | T       | -T-T-",
                "a(x*)b          | -ab-axxb- | $1      | --xx-",
                "a(x*)b          | -ab-axxb- | $1W     | ---",
                "a(x*)b          | -ab-axxb- | ${1}W   | -W-xxW-",
                "a(?P<1W>x*)b    | -ab-axxb- | ${1W}Z  | -Z-xxZ-",
                "a(?P<x>x*)b     | -ab-axxb- | $x.$$1  | -.$1-xx.$1-",
                "a(x*)b          | -ab-axxb- | ${1     | -${1-${1-",
                "a(x*)b          | -ab-axxb- | $ ${} $ | -$ ${} $-$ ${} $-",
                "a(x*)b          | -ab-axxb- | $01.$9  | -.-.-",
                "a*              | baaac     | x       | xbxcx",
                "a*              | baaacaa   | x       | xbxcx",
                "z               | baaac     | x       | baaac"
            })
    void replacesAsGoDoes(String pattern, String subject, String replacement, String expected) {
        assertThat(TextPattern.compile(pattern).replaceAll(subject, replacement))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ab(c         | 0 | missing closing )",
                "a[z-b]       | 2 | invalid character class range in `z-b`",
                "x**          | 1 | invalid nested repetition operator in `**`",
                "x(?=a)       | 1 | invalid or unsupported Perl syntax in `(?=`",
                "ab\\8        | 2 | invalid escape sequence in `\\8`",
                "a{1001}      | 1 | invalid repeat count in `{1001}`",
                "(((a{1000}){1000}){1000}) | 11 | it repeats too much: written out it has over 100000 steps",
                "([)]{1000}){101}          | 11 | it repeats too much: written out it has over 100000 steps"
            })
    void saysWhatIsWrongAndWhere(String pattern, int offset, String message) {
        assertThatThrownBy(() -> TextPattern.compile(pattern))
                .isInstanceOfSatisfying(
                        PatternException.class, e -> assertThat(e.offset()).isEqualTo(offset))
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsLongOrDeep() {
        assertThatThrownBy(() -> TextPattern.compile("a".repeat(10_001)))
                .hasMessage("a pattern has at most 10000 characters");
        assertThatThrownBy(() -> TextPattern.compile("(".repeat(251) + ")".repeat(251)))
                .hasMessage("groups stand more than 250 deep");
        assertThat(TextPattern.compile("(".repeat(250) + ")".repeat(250)).groups())
                .isEqualTo(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a{2", "a{,3}", "a{b}", "x{2,1}|", "[", "[^", "[[:", "\\", "\\Q", "\\Qab", ")", "{", "(", "a{2,}"
            })
    void sizesOfUnfinishedPatternsAreAddedUpWithoutABug(String pattern) {
        try {
            assertThat(TextPattern.compile(pattern).text()).isEqualTo(pattern);
        } catch (PatternException e) {
            assertThat(e.offset()).isBetween(0, pattern.length());
        }
    }

    @Test
    void whatMakesBacktrackersRunForeverTakesNoTime() {
        TextPattern pattern = TextPattern.compile("^(a+)+$");

        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(pattern.isIn("a".repeat(5000) + "b")).isFalse());
    }
}
