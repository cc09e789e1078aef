package io.kinglet.dns.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.wire.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationsTest {

    private static final Query QUERY = Ask.edns("10-1-2-3.example.org.", "A", 1232, true);

    private final Declarations declared = new Declarations();
    private final List<Object> values = new ArrayList<>();

    private final Asked asked = new Asked(null, (label, query) -> "", new Asked.Matched() {
        @Override
        public String group(String name) {
            return Map.of("0", "10-1-2-3.", "1", "10-1-2-3", "ip", "10-1-2-3").getOrDefault(name, "");
        }

        @Override
        public Object variable(int index) {
            return values.get(index);
        }
    });

    private Object declare(String name, String text) {
        declared.declare(name, text);
        values.add(declared.variables().get(values.size()).value(QUERY, asked));
        return values.get(values.size() - 1);
    }

    @Test
    void valuesAreOfTheKindOfTheirExpression() {
        assertThat(declare("ip", "replace(group('ip'), '-', '.')")).isEqualTo("10.1.2.3");
        assertThat(declare("first", "int('12') + 1")).isEqualTo(13L);
        assertThat(declare("_yes1", "do()")).isEqualTo(true);
        assertThat(declare("nets", "['10.0.0.0/8', '192.0.2.0/24']")).isEqualTo(List.of("10.0.0.0/8", "192.0.2.0/24"));
        assertThat(declare("both", "ip + '/' + string(first)")).isEqualTo("10.1.2.3/13");
        assertThat(declared.variables())
                .extracting(Variable::name)
                .containsExactly("ip", "first", "_yes1", "nets", "both");
    }

    @Test
    void conditionsSeeVariablesAndGroups() {
        declare("ip", "replace(group(1), '-', '.')");
        declare("nets", "['10.0.0.0/8', '192.0.2.0/24']");
        declare("which", "'ip'");
        for (String so : List.of(
                "any(nets, incidr(ip, #))",
                "all(nets, # in nets)",
                "ip == '10.1.2.3'",
                "group(0) == group(1) + '.'",
                "group(which) == group('ip') && group(which + '') == group('ip')",
                "group('none') == '' && group(7) == ''")) {
            assertThat(Expression.parse(so, declared).holds(QUERY, asked))
                    .as(so)
                    .isTrue();
        }
        assertThat(Expression.parse("none(nets, incidr(ip, #))", declared).holds(QUERY, asked))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            late                  | 0  | found `late`; a text stands in single quotes, and the functions are
            ip + 1                | 5  | found a number where a text is expected
            server_ip()           | 0  | found `server_ip`; a text
            server_port()         | 0  | found `server_port`; a text
            group()               | 0  | `group` takes 1 argument, not 0
            group(true)           | 6  | found true or false where the name or the number of a group is expected
            any(ip, true)         | 4  | found a text where a list is expected
            ip()                  | 0  | found `ip`; a text stands in single quotes
            split(ip, '.')        | 0  | found `split`; a text stands in single quotes
            ip ; trim()           | 3  | found `;`, which means nothing here
            """)
    void mistakeIsExplainedAtItsPlace(String text, int offset, String message) {
        declare("ip", "group(1)");
        ExpressionException problem =
                catchThrowableOfType(ExpressionException.class, () -> declared.declare("x", text));
        assertThat(problem).hasMessageContaining(message);
        assertThat(problem.offset()).isEqualTo(offset);
    }

    @Test
    void variablesThereAreAreNamed() {
        declare("ip", "group(1)");
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse("pi == ''", declared))
                .withMessageEndingWith(", and the variables `ip`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "1a", "a-b", "a.b", "ä", "true", "nil", "in", "let", "len", "group", "any", "int", "type", "ip"
            })
    void nameThatCannotBeOneIsRefused(String name) {
        declare("ip", "group(1)");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> declared.declare(name, "true"));
        assertThat(declared.variables()).hasSize(1);
    }

    @Test
    void numberOfVariablesIsBounded() {
        for (int i = 0; i < Declarations.MOST; i++) {
            declared.declare("v" + i, "true");
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> declared.declare("more", "true"))
                .withMessage("there are at most 100 variables");
    }

    @Test
    void doublingEndsAtABound() {
        declare("v0", "name()");
        assertThatExceptionOfType(ExpressionFailure.class).isThrownBy(() -> {
            for (int i = 1; i < 40; i++) {
                declare("v" + i, "v" + (i - 1) + " + v" + (i - 1));
            }
        });
        assertThat(values.get(values.size() - 1).toString().length()).isLessThanOrEqualTo(Variable.LONGEST);
    }

    @Test
    void valueThatCannotBeWorkedOutIsAFailure() {
        assertThatExceptionOfType(ExpressionFailure.class)
                .isThrownBy(() -> declare("n", "int(group(1))"))
                .withMessage("`int` was given '10-1-2-3', which is no number");
        assertThatExceptionOfType(ExpressionFailure.class)
                .isThrownBy(() -> Expression.parse("int(group(1)) == 1", new Declarations())
                        .holds(QUERY, asked));
    }
}
