package io.kinglet.dns.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.pattern.TextPattern;
import io.kinglet.dns.rewrite.NameChange.Renamed;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameMatchTest {

    private static boolean matches(String form, String text, String name) {
        byte[] lower = DomainName.parse(name).canonicalOctets();
        return Rules.match(form, text).matches(lower, lower.length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exact     | A.test    | a.TEST.        | true
            exact     | a.test.   | b.a.test.      | false
            exact     | .         | .              | true
            prefix    | foo.      | foo.test.      | true
            prefix    | foo.      | fooo.test.     | false
            prefix    | foo-      | foo-1.test.    | true
            prefix    | foo.te    | foo.test.      | true
            prefix    | foo.test. | foo.           | false
            suffix    | .test.    | a.test.        | true
            suffix    | .test.    | test.          | false
            suffix    | .test.    | atest.         | false
            suffix    | test.     | atest.         | true
            suffix    | test.     | test.          | true
            suffix    | a.test.   | ba.test.       | true
            suffix    | .         | a.test.        | true
            suffix    | .         | .              | true
            suffix    | test.     | .              | false
            substring | b.c       | a.b.c.d.       | true
            substring | .b.c.     | a.b.c.d.       | true
            substring | b.c       | abc.d.         | false
            substring | c.d.      | a.b.c.d.       | true
            substring | .b.       | b.c.           | false
            substring | x         | .              | false
            substring | .         | .              | true
            substring | b\\.c     | 'a.b\\.c.d.'   | true
            substring | b.c       | 'a.b\\.c.d.'   | false
            suffix    | .c.d.     | 'a.b\\.c.d.'   | false
            substring | 'a\\097b' | aab.           | true
            regex     | ^a\\.     | a.test.        | true
            regex     | ^a\\.$    | a.test.        | false
            regex     | test\\.$  | a.TEST.        | true
            regex     | \\\\032   | 'a\\032b.c.'   | true
            regex     | ^\\.$     | .              | true
            regex     | (?i)TEST  | a.test.        | true
            """)
    void namesAreComparedAsTheFormSays(String form, String text, String name, boolean expected) {
        assertThat(matches(form, text, name)).isEqualTo(expected);
    }

    @Test
    void lengthOctetIsNeverTakenForALetter() {
        // 45 is the octet of a hyphen and the length of this label.
        String label = "x".repeat(45);
        assertThat(matches("substring", "a-xx", "a." + label + ".test.")).isFalse();
        assertThat(matches("suffix", "a-" + label + ".test.", "a." + label + ".test."))
                .isFalse();
        assertThat(matches("prefix", "a.", "a-" + label + ".test.")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exact     | a.test  | B.test        | a.test.       | b.test.
            prefix    | foo.    | bar.baz.      | foo.test.     | bar.baz.test.
            suffix    | .a.     | .b.c.         | x.a.          | x.b.c.
            suffix    | a.      | b.            | xa.           | xb.
            substring | a.      | bb.           | a.a.ca.       | bb.bb.cbb.
            substring | .x      | .             | a.x.          | NONE
            suffix    | a.      | b             | a.            | NONE
            regex     | ^(.*)-(us)\\.test\\.$ | {1}.Service.{2}.consul | ftp-us.test. | ftp.service.us.consul.
            regex     | '(a)|b' | {0}{1}.test   | b.            | b.test.
            regex     | (x)     | {x}.{1}       | x.test.       | {x}.x.
            regex     | (.*)    | {1}.          | a.            | NONE
            suffix    | .a.     | .a.           | 'x\\.y.a.'    | 'x\\.y.a.'
            """)
    void whatMatchesBecomesAnother(String form, String from, String to, String name, String expected) {
        Renamed renamed = Objects.requireNonNull(Rules.change(form, from, to).of(DomainName.parse(name)));
        assertThat(renamed.name() == null ? "NONE" : renamed.name().toString()).isEqualTo(expected);
    }

    @Test
    void groupsThatAreNotThereAndBadNamesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rules.change("regex", "(a)", "{2}"))
                .withMessage("it uses group {2} of a pattern that has one");
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.match("exact", "a..b"));
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.match("prefix", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.match("suffix", "a\\"));
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.match("suffix", "é€"));
        assertThatIllegalArgumentException().isThrownBy(() -> Rules.match("regex", "(a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NameChange.withMetadata(Rules.match("regex", "a"), "{b}"))
                .withMessageStartingWith("braces hold the number of a group");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NameChange.withMetadata(Rules.match("prefix", "a"), "{b/c}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            (.*)\\.svc\\.foo\\.bar\\.$          | .svc.foo.bar.
            ^abc+d?ef[xyz]gh                    | abc
            ^ab?cdef                            | cdef
            'a(long(er)|thing)b'               | a
            [\\]a-z]+long\\d                    | long
            'a|bcd'                             | -
            (?i)abc                             | -
            (?:x)abc(?P<y>z)                    | abc
            a{2}bc                              | -
            \\pNabc                             | -
            \\Qabc\\E                           | -
            .*                                  | -
            ab\\@cd\\.e                         | cd.e
            """)
    void textThatEveryMatchHoldsIsSeen(String pattern, String expected) {
        Fragment required = RequiredText.of(TextPattern.compile(pattern));
        assertThat(required == null ? "-" : required.toString()).isEqualTo(expected);
    }
}
