package io.kinglet.server.corefile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The top level: snippets, imports and server blocks. One use, one thread. */
final class CorefileParser {
    private final TokenSource source;
    private final Snippets snippets = new Snippets();
    private final Imports imports;
    private final DirectiveParser directives;
    private final ServerKeyParser keyParser;
    private final List<ServerBlock> blocks = new ArrayList<>();

    private CorefileParser(TokenSource source, Variables variables, Options options, Set<Warning> warnings) {
        this.source = source;
        this.imports = new Imports(source, snippets, options.files(), variables, warnings);
        this.directives = new DirectiveParser(source, imports, warnings);
        this.keyParser = new ServerKeyParser(options.defaultPort(), warnings);
    }

    static Corefile parse(String name, String text, Options options) {
        Set<Warning> warnings = new LinkedHashSet<>();
        Variables variables = new Variables(options.environment(), warnings);
        TokenSource source = new TokenSource(name, new Lexer(name, text, variables, warnings).lexemes());
        List<ServerBlock> blocks = new CorefileParser(source, variables, options, warnings).blocks();
        if (blocks.isEmpty()) {
            warnings.add(new Warning(new Position(name, 1, 1), "there is no server block"));
        }
        Overlaps.check(blocks);
        return new Corefile(blocks, List.copyOf(warnings), ContentDigest.of(blocks));
    }

    private List<ServerBlock> blocks() {
        for (Lexeme lexeme = source.peek(); lexeme != null; lexeme = source.peek()) {
            if (lexeme.isClose()) {
                throw directives.stray(lexeme, "there is no open block");
            } else if (lexeme.isOpen()) {
                throw new CorefileException(
                        lexeme.position(), "found `{` without a zone before it; a server block begins like `.:53 {`");
            } else if (lexeme.isImport()) {
                imports.expand();
            } else if (lexeme.raw().startsWith("(") && !lexeme.token().quoted()) {
                snippets.define(source);
            } else {
                blocks.add(block(lexeme));
            }
        }
        return blocks;
    }

    private ServerBlock block(Lexeme first) {
        List<ServerKey> keys = keys();
        Lexeme open = source.peek();
        if (open == null || !open.isOpen()) {
            if (!blocks.isEmpty()) {
                throw secondBlockWithoutBraces(first, blocks.get(0));
            }
            return new ServerBlock(keys, directives.untilEnd(first), first.position());
        }
        source.next();
        return new ServerBlock(keys, directives.untilClose(open, first, 1), first.position());
    }

    private List<ServerKey> keys() {
        List<ServerKey> keys = new ArrayList<>();
        @Nullable Token comma = null;
        Lexeme lexeme = source.peek();
        boolean first = true;
        while (lexeme != null && (first || comma != null || !lexeme.startsLine())) {
            if (comma != null && lexeme.startsLine() && lexeme.isImport()) {
                imports.expand();
            } else if (lexeme.isOpen() || lexeme.isClose()) {
                break;
            } else {
                Token key = source.next().token();
                boolean more = key.text().endsWith(",");
                comma = more ? key : null;
                keys.addAll(keyParser.parse(more ? withoutLast(key) : key));
            }
            first = false;
            lexeme = source.peek();
        }
        if (comma != null) {
            throw new CorefileException(
                    lexeme == null ? comma.position() : lexeme.position(),
                    "found " + (lexeme == null ? "the end" : Words.quote(lexeme.raw())) + " after the comma of "
                            + Words.quote(comma.text()) + "; another key such as `example.org:53` must follow it");
        }
        return keys;
    }

    private static Token withoutLast(Token key) {
        String text = key.text();
        return new Token(text.substring(0, text.length() - 1), key.quoted(), key.position());
    }

    private CorefileException secondBlockWithoutBraces(Lexeme key, ServerBlock earlier) {
        return new CorefileException(
                key.position(),
                "found " + Words.quote(key.token().text()) + " outside of every block; only a Corefile with a single "
                        + "server block may leave its braces out, and there is one at " + earlier.position()
                        + directives.oddlyIndented());
    }
}
