package io.kinglet.server.corefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of a block, and the bodies of those that open one. Confined to one parse. */
final class DirectiveParser {
    /** No known directive needs more than three. */
    static final int MAX_DEPTH = 32;

    private final TokenSource source;
    private final Imports imports;
    private final Set<Warning> warnings;
    private @Nullable String firstOddClose;

    DirectiveParser(TokenSource source, Imports imports, Set<Warning> warnings) {
        this.source = source;
        this.imports = imports;
        this.warnings = warnings;
    }

    /** The directives of a server block without braces. */
    List<Directive> untilEnd(Lexeme key) {
        List<Directive> directives = new ArrayList<>();
        for (Lexeme lexeme = source.peek(); lexeme != null; lexeme = source.peek()) {
            if (lexeme.isClose()) {
                throw stray(
                        lexeme,
                        "the block of " + Words.quote(key.token().text()) + " at " + key.position()
                                + " was opened without a `{`");
            }
            addLine(lexeme, key, 1, directives);
        }
        return directives;
    }

    /**
     * The lines up to the closing brace, which is taken.
     *
     * @param open the opening brace, already taken
     * @param owner the first word of what the braces belong to
     * @param depth 1 for a server block
     */
    List<Directive> untilClose(Lexeme open, Lexeme owner, int depth) {
        if (depth > MAX_DEPTH) {
            throw new CorefileException(open.position(), "blocks are nested deeper than " + MAX_DEPTH);
        }
        List<Directive> directives = new ArrayList<>();
        for (Lexeme lexeme = source.peek(); lexeme != null; lexeme = source.peek()) {
            if (lexeme.isClose()) {
                source.next();
                noteIndentation(lexeme, owner);
                return directives;
            }
            addLine(lexeme, owner, depth, directives);
        }
        throw new CorefileException(
                open.position(),
                "the block of " + Words.quote(owner.token().text()) + " opened here is never closed by a `}`"
                        + oddlyIndented());
    }

    private void addLine(Lexeme lexeme, Lexeme owner, int depth, List<Directive> target) {
        if (lexeme.isOpen()) {
            throw new CorefileException(
                    lexeme.position(),
                    "found `{` at the start of a line; it belongs at the end of the line of its directive"
                            + (target.isEmpty()
                                    ? ""
                                    : ", like " + Words.quote(last(target).name() + " {")));
        }
        if (lexeme.isImport()) {
            imports.expand();
        } else {
            target.add(directive(owner, depth));
        }
    }

    private Directive directive(Lexeme owner, int depth) {
        Lexeme name = source.next();
        if (name.token().text().isEmpty()) {
            throw new CorefileException(name.position(), "found an empty word where a directive is expected");
        }
        List<Token> arguments = new ArrayList<>();
        for (Lexeme lexeme = source.sameLine(); lexeme != null; lexeme = source.sameLine()) {
            if (lexeme.isClose()) {
                closeOnLine(lexeme, name, depth);
                break;
            }
            source.next();
            if (lexeme.isOpen()) {
                return new Directive(
                        name.token().text(), arguments, body(lexeme, name, owner, depth), true, name.position());
            }
            arguments.add(lexeme.token());
        }
        return new Directive(name.token().text(), arguments, List.of(), false, name.position());
    }

    /** In a body CoreDNS leaves it to the plugin what such a brace is; most refuse it, some take it as the end. */
    private void closeOnLine(Lexeme close, Lexeme name, int depth) {
        String line = Words.quote(name.token().text());
        if (depth == 1) {
            throw new CorefileException(
                    close.position(), "found `}` on the line of " + line + "; it must begin a line of its own");
        }
        warnings.add(new Warning(
                close.position(),
                "the `}` on the line of " + line
                        + " ends the body; most plugins of CoreDNS take it for an argument, so "
                        + "begin a line with it"));
    }

    private List<Directive> body(Lexeme open, Lexeme name, Lexeme owner, int depth) {
        String text = name.token().text();
        if (depth == 1 && text.startsWith("(")) {
            throw new CorefileException(
                    name.position(), "the snippet " + Words.quote(text) + " must stand outside of every server block");
        }
        if (depth == 1 && (text.indexOf('.') >= 0 || text.indexOf(':') >= 0)) {
            throw new CorefileException(
                    name.position(),
                    "the server block " + Words.quote(text) + " begins inside that of "
                            + Words.quote(owner.token().text()) + " at " + owner.position()
                            + ", which must be closed by a `}` first" + oddlyIndented());
        }
        List<Directive> body = untilClose(open, name, depth + 1);
        Lexeme after = source.sameLine();
        if (after != null && !(after.isClose() && depth > 1)) {
            throw new CorefileException(
                    after.position(), "found " + Words.quote(after.raw()) + " after `}`; begin a new line after it");
        }
        return body;
    }

    CorefileException stray(Lexeme close, String reason) {
        return new CorefileException(close.position(), "this `}` closes nothing: " + reason + oddlyIndented());
    }

    /** A hint at the first closing brace that does not line up with what it closed, or nothing. */
    String oddlyIndented() {
        return firstOddClose == null ? "" : firstOddClose;
    }

    private void noteIndentation(Lexeme close, Lexeme owner) {
        Position end = close.position();
        Position start = owner.position();
        boolean odd = end.column() != start.column() && end.line() != start.line();
        if (firstOddClose == null && odd && end.file().equals(start.file()) && close.startsLine()) {
            firstOddClose = "; look at the `}` at " + end + ": it closed "
                    + Words.quote(owner.token().text()) + " of " + start + ", with which it does not line up";
        }
    }

    private static Directive last(List<Directive> directives) {
        return directives.get(directives.size() - 1);
    }
}
