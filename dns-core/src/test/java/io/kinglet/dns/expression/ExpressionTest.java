package io.kinglet.dns.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.resolver.Metadata;
import io.kinglet.dns.wire.Client;
import io.kinglet.dns.wire.Query;
import io.kinglet.dns.wire.Transport;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Metadata METADATA = (label, query) -> label.equals("kubernetes/namespace") ? "shop" : "";
    private static final Asked ASKED = new Asked(new InetSocketAddress("192.0.2.53", 53), METADATA);

    /** From 10.9.8.7 port 40212, over UDP, for {@code www.Example.org. AAAA}, with EDNS of 1232 octets and DO. */
    private static final Query QUERY = Ask.edns("www.Example.org.", "AAAA", 1232, true);

    private static boolean test(String text) {
        return Expression.parse(text).test(QUERY, ASKED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "type() == 'AAAA'",
                "type() != \"A\"",
                "type() in ['A', 'AAAA']",
                "type() not in ['A', 'MX']",
                "not (type() in ['A'])",
                "!(type() == 'A')",
                "name() == 'www.example.org.'",
                "name() != 'www.Example.org.'",
                "name() in ['a.', 'www.example.org.']",
                "'www.example.org.' == name()",
                "incidr(client_ip(), '10.0.0.0/8')",
                "!incidr(client_ip(), '2001:db8::/32')",
                "incidr('192.0.2.1', '192.0.2.0/24')",
                "!incidr('no address', '192.0.2.0/24')",
                "incidr(client_ip(), trim(' 10.0.0.0/8 '))",
                "client_ip() == '10.9.8.7' && port() == '40212'",
                "class() == 'IN' and proto() == 'udp'",
                "size() > 12 && size() <= 512",
                "id() == 4711",
                "opcode() == 0",
                "do()",
                "bufsize() == 1232",
                "server_ip() == '192.0.2.53' && server_port() == '53'",
                "metadata('kubernetes/namespace') == 'shop'",
                "metadata('nothing') == ''",
                "name() matches '^www\\\\..*\\\\.org\\\\.$'",
                "name() matches `^www\\..*\\.org\\.$`",
                "name() endsWith '.org.'",
                "name() not endsWith '.com.'",
                "name() startsWith 'www'",
                "name() contains 'example'",
                "len(name()) == 16",
                "upper(name()) == 'WWW.EXAMPLE.ORG.'",
                "lower('ABC') == 'abc'",
                "hasPrefix(name(), 'www.') && hasSuffix(name(), '.')",
                "1 + 2 - 1 == 2",
                "-1 < 0",
                "'a' + 'b' == 'ab'",
                "'a' < 'b'",
                "type() == 'A' ? false : true",
                "false || true && true",
                "(false || true) && true",
                "false == false",
                "id() in [1, 4711]",
                "type() in (do() ? ['AAAA'] : ['A'])",
                "any(['192.0.2.0/24', '10.0.0.0/8'], incidr(client_ip(), #))",
                "any([1, 4711], {# == id()})",
                "none(['a', 'b'], name() startsWith #)",
                "all(['www', 'example'], name() contains #) && all([true], #)",
                "any([1, 2], any(['x', 'y'], # == 'y') && # == 2)",
                "any(['1', '2'], int(#) == 2)",
                "replace('10-0-0-1', '-', '.') == '10.0.0.1'",
                "int('-12') == -12 && int(12) == 12",
                "string(12) + string(true) + string('x') == '12truex'"
            })
    void isSo(String text) {
        assertThat(test(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "type() == 'aaaa'",
                "type() in []",
                "name() == 'www.example.org'",
                "client_ip() == ''",
                "true && false",
                "not true == true",
                "do() == false",
                "type() in (do() ? ['A'] : ['AAAA'])",
                "any(['192.0.2.0/24', '2001:db8::/32'], incidr(client_ip(), #))",
                "none(['www', 'b'], name() startsWith #)",
                "all(['www', 'net'], name() contains #)",
                "int('') == 0",
                "!(int('1x') == 0)",
                "len(replace(replace(replace('aaaa', '', name() + name()), '', name() + name()), '', name() + name()"
                        + " + name() + name() + name() + name() + name() + name() + name() + name()"
                        + " + name() + name() + name() + name() + name() + name() + name() + name())) > 0"
            })
    void isNotSo(String text) {
        assertThat(test(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            type( == 'A'                   | 6  | found `==` where a value is expected
            type() = 'A'                   | 7  | found `=`, which means nothing here
            typ() == 'A'                   | 0  | found `typ`; a text stands in single quotes, and the functions are `all`, `any`, `bufsize`, `class`
            type() == A                    | 10 | found `A`; a text stands in single quotes
            type() == 1                    | 7  | found a text and a number, which are never equal
            type()                         | 0  | the expression gives a text, it must give true or false
            type('A') == 'A'               | 0  | `type` takes 0 arguments, not 1
            incidr(client_ip()) == true    | 0  | `incidr` takes 2 arguments, not 1
            incidr(client_ip(), '10.0.0')  | 20 | found '10.0.0'; accepted is a CIDR
            incidr(1, '10.0.0.0/8')        | 7  | found a number where a text is expected
            name() matches '('             | 15 | no regular expression
            name() matches name()          | 15 | the regular expression of `matches` is a text that is written out
            type() in 'A'                  | 10 | found a text where a list is expected
            type() in [type()]             | 11 | a list holds texts alone or numbers alone
            type() in ['A', 1]             | 16 | a list holds texts alone or numbers alone
            type() not == 'A'              | 11 | found `==` behind `not`
            true && 'x'                    | 8  | found a text where true or false is expected
            !id()                          | 1  | found a number where true or false is expected
            true true                      | 5  | found `true` where an operator or the end is expected
            (true                          | 5  | found the end where `)` is expected
            'abc                           | 0  | the text that begins here has no closing '
            name() == 'a\\.b'              | 12 | found the escape `\\.`
            1 + 'a' == 2                   | 4  | found a text where a number is expected
            id() == 1234567890123456789    | 8  | numbers have at most 18 digits
            any(name(), {true})            | 4  | found a text where a list is expected
            any([], true)                  | 4  | `any` takes a list that is written out and not empty
            all(do() ? [1] : [2], true)    | 4  | `all` takes a list that is written out and not empty
            none([1, 2], id())             | 13 | found a number where true or false is expected
            any([1, 2], {# == 1)           | 19 | found `)` where `}` is expected
            any(['10.0.0.0/8', 'x'], incidr(client_ip(), #)) | 45 | found 'x'; accepted is a CIDR
            # == 1                         | 0  | `#` stands in the condition of `any`, `all` or `none` alone
            any([1], true) && # == 1       | 18 | `#` stands in the condition of `any`, `all` or `none` alone
            filter([1], # == 1) == 1       | 12 | `#` stands in the condition
            type() in [1]                  | 10 | found a text and a list of what is a number, which never holds it
            group(1) == 'a'                | 0  | found `group`; a text stands in single quotes, and the functions are
            replace('a', 'b') == 'a'       | 0  | `replace` takes 3 arguments, not 2
            int(true) == 1                 | 4  | found true or false where a text is expected
            string([1]) == ''              | 7  | found a list where a text, a number, true or false is expected
            string() == ''                 | 0  | `string` takes 1 argument, not 0
            let x = 1; x == 1              | 0  | found `let`; a text stands in single quotes
            """)
    void mistakeIsExplainedAtItsPlace(String text, int offset, String message) {
        ExpressionException problem = catchThrowableOfType(ExpressionException.class, () -> Expression.parse(text));
        assertThat(problem).hasMessageContaining(message);
        assertThat(problem.offset()).isEqualTo(offset);
    }

    @Test
    void conditionsOnItemsHaveABound() {
        String ten = "['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']";
        String text = "name() == #";
        for (int i = 0; i < 20; i++) {
            text = "any(" + ten + ", " + text + ")";
        }
        String nested = text;
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(nested))
                .withMessage("the lists come to more than 1000 conditions");
    }

    @Test
    void emptyTextIsNone() {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(" "))
                .withMessage("found the end where a value is expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "-", "[", "true ? "})
    void depthHasItsBound(String opening) {
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Expression.parse(opening.repeat(100_000)));
    }

    @Test
    void whatIsNoExpressionIsAlwaysSaidSo() {
        SplittableRandom random = new SplittableRandom(3);
        String[] parts = {
            "type()", "'A'", "==", "in", "[", "]", "(", ")", "&&", "not", "1", ",", "+", "?", ":", "incidr", "`", " ",
            "any(", "#", "{", "}"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(8); part >= 0; part--) {
                text.append(parts[random.nextInt(parts.length)]).append(' ');
            }
            try {
                test(text.toString());
            } catch (ExpressionException e) {
                assertThat(e.offset()).isBetween(0, text.length());
            }
        }
    }

    @Test
    void clientNoOneCanKnowIsInNoNetwork() {
        byte[] octets = QUERY.octets();
        Query query = new Query();
        query.read(octets, octets.length, Transport.UDP, null);
        assertThat(Expression.parse("incidr(client_ip(), '0.0.0.0/0')").test(query, ASKED))
                .isFalse();
        assertThat(Expression.parse("client_ip() == '' && port() == ''").test(query, ASKED))
                .isTrue();
    }

    @Test
    void ipv6ClientsAreWrittenAsTheyAreReadAndOverTcpThereIsNoBound() {
        byte[] octets = QUERY.octets();
        Query query = new Query();
        query.read(octets, octets.length, Transport.TCP, Client.of(new InetSocketAddress("2001:db8:0:0::7", 1)));
        assertThat(Expression.parse("client_ip() == '2001:db8::7' && incidr(client_ip(), '2001:DB8::/32')")
                        .test(query, ASKED))
                .isTrue();
        assertThat(Expression.parse("bufsize() == 65535 && proto() == 'tcp'").test(query, ASKED))
                .isTrue();
    }

    @Test
    void usualConditionsTakeNoMoreThanTheClientsAddress() {
        Expression expression = Expression.parse(
                "incidr(client_ip(), '10.0.0.0/8') && type() in ['A', 'AAAA'] && name() != 'x.example.org.'");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 5; run++) {
            long before = threads.getThreadAllocatedBytes(thread);
            for (int i = 0; i < 20_000; i++) {
                if (!expression.test(QUERY, ASKED)) {
                    throw new AssertionError();
                }
            }
            least = Math.min(least, (threads.getThreadAllocatedBytes(thread) - before) / 20_000);
        }
        assertThat(least).isLessThanOrEqualTo(160);
    }
}
