package io.kinglet.dns.texttemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTemplateTest {

    private static final Map<String, Object> VALUES = Map.of(
            "Name",
            "ip-10-ff.example.",
            "Match",
            List.of("ip-10-ff", "10", "ff"),
            "Group",
            Map.of("a", "10", "b", "ff", "empty", ""),
            "Number",
            7L,
            "Yes",
            true,
            "Question",
            (Fields) name -> name.equals("Qtype") ? 1L : "x.",
            "Meta",
            (Fields.Method) label -> label.equals("known/label") ? "value" : "");

    private static TextTemplate parse(String text) {
        return TextTemplate.parse(text, VALUES.keySet());
    }

    private static String fill(String text) {
        return parse(text).fill(name -> Objects.requireNonNull(VALUES.get(name)));
    }

    /** Each expected text is what Go's text/template gives, which was asked. */
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            plain text => plain text
            {{ .Name }} 60 IN A 10.0.0.{{.Group.a}} => ip-10-ff.example. 60 IN A 10.0.0.10
            {{ index .Match 1 }}.{{ index .Match 2 }} => 10.ff
            {{ index .Group "b" }}{{ index .Group "none" }}. => ff.
            {{ .Group.none }} => <no value>
            {{ parseInt .Group.b 16 8 }} => 255
            {{ .Group.b | printf "%s-%s" "x" }} => x-ff
            {{ parseInt "0xff" 0 64 }} {{ parseInt "017" 0 8 }} => 255 15
            {{ printf "%03d|%-4s|%4s|%x|%X|%+d|%%" 7 "a" "b" 255 "hi" 5 | print }} => 007|a   |   b|ff|6869|+5|%
            {{ printf "%q %v %t %c %o %b %#x %.2s" "a\\"b" 3 true 65 8 5 255 "abc" }} => "a\\"b" 3 true A 10 101 0xff ab
            {{ if eq .Group.a "9" "10" }}yes{{ else }}no{{ end }} => yes
            {{ if ne .Group.a "10" }}yes{{ else if .Group.empty }}maybe{{ else }}no{{ end }} => no
            {{ if and .Yes (gt .Number 6) (le .Number 7) (lt "a" "b") (ge 2 2) }}all{{ end }} => all
            {{ or .Group.empty "other" }} => other
            {{ and .Group.empty "other" }}. => .
            {{ not .Yes }} => false
            {{ with .Group.a }}{{ . }}{{ $.Number }}{{ end }}{{ with .Group.empty }}x{{ else }}none{{ end }} => 107none
            {{ range $i, $e := .Match }}{{ $i }}={{ $e }};{{ end }} => 0=ip-10-ff;1=10;2=ff;
            {{ range .Match }}[{{ . }}]{{ end }} => [ip-10-ff][10][ff]
            {{ range $k, $v := .Group }}{{ $k }}:{{ $v }} {{ end }}. => a:10 b:ff empty: .
            {{ range $e := .Match }}{{ $e }} {{ end }}. => ip-10-ff 10 ff .
            {{ $x := index .Match 1 }}{{ $x }}{{ $x = "9" }}{{ $x }} => 109
            {{ $x := "a" }}{{ if true }}{{ $x = "b" }}{{ $x := "c" }}{{ $x }}{{ end }}{{ $x }} => cb
            a {{- " b " -}} c => a b c
            a{{/* nothing */}}b {{- /* nothing */ -}} c => abc
            {{ len .Match }}{{ len .Name }}{{ len .Group }} => 3173
            {{ slice .Name 0 2 }}{{ slice .Match 1 }} => ip[10 ff]
            {{ .Match }} {{ .Group }} {{ .Yes }} => [ip-10-ff 10 ff] map[a:10 b:ff empty:] true
            {{ .Question.Qtype }}{{ (.Question).Name }} => 1x.
            {{ .Meta "known/label" }}{{ .Meta "other" }}. => value.
            {{ "known/label" | .Meta }} => value
            {{ print 1 2 "a" "b" 3 4 }} => 1 2ab3 4
            {{ `raw \\n` }}{{ "\\x41\\u0042\\t." }} => raw \\nAB\\t.
            {{ index "abc" 1 }} {{ 'a' }} {{ 0x10 }} {{ -5 }} => 98 97 16 -5
            {{ $ }}{{ end => error
            """)
    void fillsInAsGoDoes(String text, String expected) {
        if (expected.equals("error")) {
            assertThatThrownBy(() -> fill(text)).isInstanceOf(TemplateException.class);
        } else {
            assertThat(fill(text)).isEqualTo(expected.replace("\\t", "\t").replace("raw \\n", "raw \\n"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ .Nam }} => 3 => found `.Nam`; the fields are `.Group`, `.Match`, `.Meta`, `.Name`, `.Number`, `.Question`, `.Yes`
            x {{ name }} => 5 => found `name`; a field begins with a dot, and the functions are `and`, `eq`, `ge`, `gt`, `index`, `le`, `len`, `lt`, `ne`, `not`, `or`, `parseInt`, `print`, `printf`, `println`, `slice`
            {{ html .Name }} => 3 => found `html`; a field begins with a dot
            {{ .Name => 8 => the action is not closed; write `}}`
            {{ "a }} => 3 => the text is not closed; write `"` at its end
            {{ }} => 3 => the action is empty
            {{ if .Yes }}x => 3 => `if` is not closed; write `{{ end }}`
            {{ if .Yes }}{{ else }}x => 16 => `else` is not closed; write `{{ end }}`
            x{{ end }} => 4 => found `end` without an `if`, `with` or `range`
            x{{ else }} => 4 => found `else` without an `if`, `with` or `range`
            {{ if .Yes }}{{ end x }} => 20 => found `x` where the action should end
            {{ define "x" }} => 3 => `define` of Go's templates is not supported
            {{ template "x" . }} => 3 => `template` of Go's templates is not supported
            {{ range .Match }}{{ break }}{{ end }} => 21 => `break` of Go's templates is not supported
            {{ 1.5 }} => 3 => found `1.5`; numbers are whole
            {{ eq 1 }} => 3 => `eq` takes 2 or more arguments, not 1
            {{ ne 1 2 3 }} => 3 => `ne` takes 2 arguments, not 3
            {{ slice 1 2 3 4 }} => 3 => `slice` takes 1 to 3 arguments, not 4
            {{ $x }} => 3 => there is no variable `$x` here; declare it with `:=`
            {{ if true }}{{ $x := 1 }}{{ end }}{{ $x = 2 }} => 38 => there is no variable `$x` here
            {{ .Name 1 2 }} => 3 => `.Name` takes no such arguments
            {{ "a" "b" }} => 3 => a text takes no such arguments
            {{ (print 1 }} => 12 => found the end of the action; accepted is `)`
            {{ .Name | }} => 11 => found the end of the action where a value is expected
            {{ index (len) 1 }} => 10 => `len` takes 1 arguments, not 0
            {{ index .Match len }} => 16 => found `len` where a value is expected; put a call in round brackets
            {{ range $i, x := .Match }}{{ end }} => 13 => found `x`; accepted is a variable such as `$e`
            {{ range $i, $e .Match }}{{ end }} => 16 => found `.Match`; accepted is `:=`
            {{ .Name ; }} => 9 => found `;`, which means nothing in an action
            {{/* open }} => 2 => the comment is not closed
            {{ 'ab' }} => 3 => single quotes hold one character
            {{ "\\z" }} => 4 => found `\\z`, which is no escape of Go's
            """)
    void saysWhatIsWrongAndWhere(String text, int offset, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.offset()).isEqualTo(offset))
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ index .Match 3 }} => index 3 is out of range
            {{ index .Match "a" }} => found a text where a number is expected
            {{ index .Number 1 }} => `index` into a number
            {{ parseInt "fff" 16 8 }} => `parseInt` finds no number of base 16 and 8 bits in "fff"
            {{ parseInt "-1" 10 8 }} => `parseInt` finds no number
            {{ parseInt "" 10 8 }} => `parseInt` finds no number
            {{ parseInt "z" 10 8 }} => `parseInt` finds no number
            {{ parseInt "1" 1 8 }} => `parseInt` takes a base of 2 to 36
            {{ parseInt 1 10 8 }} => found a number where a text is expected
            {{ eq 1 "1" }} => found a number and a text, which cannot be compared
            {{ lt true false }} => found true or false and true or false, which cannot be compared
            {{ range .Name }}{{ end }} => `range` goes over a list or a map, not over a text
            {{ .Name.First }} => there is no field First in a text
            {{ with .Name }}{{ .First }}{{ end }} => there is no field First in a text
            {{ printf "%d" "a" }} => `%d` does not go with a text
            {{ printf "%s" }} => `printf` has fewer arguments than `%s` asks for
            {{ printf "%s" "a" "b" }} => `printf` has more arguments than `%s` asks for
            {{ printf "%f" 1 }} => `%f` is no verb of `printf` here
            {{ printf "%99999d" 1 }} => `%99999d` is no verb
            {{ .Question }} => what has fields cannot be printed whole
            {{ .Name "x" }} => a field that takes no text was given an argument
            {{ len .Number }} => `len` of a number
            {{ slice .Name 3 2 }} => index 3 is out of range
            """)
    void whatCannotBeFilledInFails(String text, String message) {
        assertThatThrownBy(() -> fill(text)).isInstanceOf(TemplateFailure.class).hasMessageStartingWith(message);
    }

    @Test
    void namesTheFieldsItUses() {
        assertThat(parse(
                                "{{ .Name }} {{ if .Group.a }}{{ index .Match 2 }}{{ $.Group.b }}{{ index .Group \"c\" }}{{ end }}")
                        .references())
                .extracting(it -> String.join(".", it.path()))
                .containsExactly("Name", "Group.a", "Match", "Match.2", "Group.b", "Group", "Group.c");
        assertThat(parse("{{ with .Group }}{{ .a }}{{ end }}").references())
                .extracting(it -> String.join(".", it.path()))
                .containsExactly("Group");
    }

    @Test
    void knowsWhetherItBeginsWithAField() {
        assertThat(parse("{{ .Name }} 60 A").beginsWithField()).isTrue();
        assertThat(parse("{{- .Name }}").beginsWithField()).isTrue();
        assertThat(parse("x{{ .Name }}").beginsWithField()).isFalse();
        assertThat(parse("{{ print .Name }}").beginsWithField()).isFalse();
        assertThat(parse("{{ .Name | print }}").beginsWithField()).isFalse();
        assertThat(parse("{{ if .Yes }}{{ .Name }}{{ end }}").beginsWithField()).isFalse();
        assertThat(parse("{{ $x := .Name }}{{ $x }}").beginsWithField()).isFalse();
    }

    @Test
    void refusesWhatIsLongOrDeep() {
        String deep = "{{ if .Yes }}".repeat(51) + "{{ end }}".repeat(51);
        assertThatThrownBy(() -> parse(deep)).hasMessage("actions nest more than 50 deep");
        assertThatThrownBy(() -> parse("{{ " + "(".repeat(60) + "1" + ")".repeat(60) + " }}"))
                .hasMessage("the action nests more than 50 deep");
        assertThatThrownBy(() -> TextTemplate.parse("x".repeat(65_536), Set.of()))
                .hasMessage("a template has at most 65535 characters");
        String loop = "{{ range .Match }}".repeat(12) + "0123456789" + "{{ end }}".repeat(12);
        assertThatThrownBy(() -> fill(loop.replace("{{ range .Match }}", "{{ range $.Match }}")))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage("the text grows over 65535 characters");
    }
}
