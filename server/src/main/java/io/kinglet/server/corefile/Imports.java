package io.kinglet.server.corefile;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replaces {@code import NAME|FILE|PATTERN} by what it names. Confined to one parse. */
final class Imports {
    /** Enough for any real Corefile; CoreDNS has the same bound. */
    static final int MAX_EXPANSIONS = 10_000;

    private static final String ACCEPTED = "the name of a snippet, a file, or a pattern with one `*`";

    private final TokenSource source;
    private final Snippets snippets;
    private final FileReader files;
    private final Variables variables;
    private final Set<Warning> warnings;
    private final Map<Path, List<Lexeme>> read = new HashMap<>();
    private int expansions;

    Imports(TokenSource source, Snippets snippets, FileReader files, Variables variables, Set<Warning> warnings) {
        this.source = source;
        this.snippets = snippets;
        this.files = files;
        this.variables = variables;
        this.warnings = warnings;
    }

    /** Takes an import line; the next token is {@code import}. */
    void expand() {
        Lexeme keyword = source.next();
        TokenSource.Frame importer = source.current();
        Lexeme argument = source.sameLine();
        if (argument == null || argument.isOpen() || argument.isClose()) {
            throw new CorefileException(keyword.position(), "`import` has no argument; it takes " + ACCEPTED);
        }
        Token name = source.next().token();
        Lexeme extra = source.sameLine();
        if (extra != null) {
            throw new CorefileException(
                    extra.position(),
                    "found " + Words.quote(extra.token().text()) + "; `import` takes one argument: " + ACCEPTED);
        }
        if (name.text().isEmpty()) {
            throw new CorefileException(name.position(), "the argument of `import` is empty; it takes " + ACCEPTED);
        }
        List<Lexeme> snippet = snippets.body(name.text());
        if (snippet != null) {
            push("(" + name.text() + ")", snippet, importer, name);
        } else {
            expandFiles(name, importer);
        }
    }

    private void expandFiles(Token name, TokenSource.Frame importer) {
        String text = name.text();
        if (count(text, '*') > 1 || count(text, '?') > 1 || text.indexOf('[') >= 0 && text.indexOf(']') >= 0) {
            throw new CorefileException(
                    name.position(),
                    "the pattern " + Words.quote(text) + " may hold one `*` and nothing else of its kind");
        }
        try {
            Path path = Path.of(name.position().file()).resolveSibling(text);
            if (!Wildcard.isPattern(text)) {
                push(path.toString(), lexemes(path, name), importer, name);
                return;
            }
            List<Path> matches = files.match(path);
            if (matches.isEmpty()) {
                warnings.add(new Warning(name.position(), "no file matches the pattern " + Words.quote(text)));
            }
            for (int i = matches.size() - 1; i >= 0; i--) {
                push(matches.get(i).toString(), lexemes(matches.get(i), name), importer, name);
            }
        } catch (InvalidPathException | IOException e) {
            throw new CorefileException(name.position(), "cannot import " + Words.quote(text) + ": " + reason(e));
        }
    }

    private List<Lexeme> lexemes(Path path, Token name) throws IOException {
        List<Lexeme> known = read.get(path);
        if (known != null) {
            return known;
        }
        String text;
        try {
            text = files.read(path);
        } catch (NoSuchFileException e) {
            throw new CorefileException(name.position(), notFound(name.text(), path));
        }
        List<Lexeme> lexemes = new Lexer(path.toString(), text, variables, warnings).lexemes();
        read.put(path, lexemes);
        return lexemes;
    }

    private void push(String source, List<Lexeme> lexemes, TokenSource.Frame importer, Token name) {
        String chain = importer.chainFrom(source);
        if (chain != null) {
            throw new CorefileException(name.position(), "the import goes round in a circle: " + chain);
        }
        if (++expansions > MAX_EXPANSIONS) {
            throw new CorefileException(name.position(), "there are more than " + MAX_EXPANSIONS + " imports");
        }
        this.source.push(source, lexemes, importer);
    }

    private String notFound(String text, Path path) {
        String problem = "there is no snippet " + Words.quote(text) + " and no file " + Words.quote(path.toString());
        if (text.startsWith("(") && text.endsWith(")")) {
            return problem + "; a snippet is imported without its parentheses";
        }
        Position later = definedLater(text);
        if (later != null) {
            return problem + "; the snippet is defined only at " + later + ": move it above this line";
        }
        return problem + Words.didYouMean(text, snippets.names());
    }

    private @Nullable Position definedLater(String name) {
        for (Lexeme lexeme : source.currentLexemes()) {
            if (lexeme.startsLine() && lexeme.raw().equals("(" + name + ")")) {
                return lexeme.position();
            }
        }
        return null;
    }

    /** Never null, and without the path, which the message names already. */
    static String reason(Exception e) {
        String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static long count(String text, char c) {
        return text.chars().filter(each -> each == c).count();
    }
}
