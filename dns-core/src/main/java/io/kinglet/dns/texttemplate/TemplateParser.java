package io.kinglet.dns.texttemplate;

import io.kinglet.dns.texttemplate.ActionLexer.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reads a template: texts, and actions between double braces.
 *
 * <pre>
 *   action   pipeline | if pipeline | else [if pipeline] | with pipeline | range [$i, $e :=] pipeline | end
 *   {{-      takes the blanks before it away, and -}} those behind it
 * </pre>
 *
 * Confined to one parse.
 */
final class TemplateParser {

    private static final int DEEPEST = 50;
    private static final Set<String> LEFT_OUT = Set.of("define", "template", "block", "break", "continue");

    private final String text;
    private final PipelineParser pipelines;
    private int at;
    private boolean trimNext;
    private boolean first = true;
    private boolean fieldInFront;
    private int depth;

    /** How a list of pieces ended: {@code end}, {@code else}, or nothing at the end of the text. */
    private Word ending;

    private ActionLexer words;

    TemplateParser(String text, Set<String> fields) {
        this.text = text;
        pipelines = new PipelineParser(fields);
        ending = new Word(ActionLexer.Sort.END, "", 0, false);
        words = new ActionLexer("}}", 0);
    }

    TextTemplate parse() {
        Piece whole = pieces();
        if (ending.sort() != ActionLexer.Sort.END) {
            throw new TemplateException(
                    ending.at(), "found `" + ending.text() + "` without an `if`, `with` or `range`");
        }
        return new TextTemplate(text, whole, pipelines.slots(), pipelines.references(), fieldInFront);
    }

    /** Up to an {@code else} or {@code end}, whose words are then next; or to the end of the text. */
    private Piece pieces() {
        List<Piece> pieces = new ArrayList<>();
        while (true) {
            int open = text.indexOf("{{", at);
            int end = open < 0 ? text.length() : open;
            boolean trim = open >= 0
                    && text.startsWith("-", open + 2)
                    && open + 3 < text.length()
                    && Character.isWhitespace(text.charAt(open + 3));
            String plain = text.substring(at, end);
            plain = trimNext ? plain.stripLeading() : plain;
            String shown = trim ? plain.stripTrailing() : plain;
            if (!shown.isEmpty()) {
                pieces.add(frame -> frame.write(shown));
                first = false;
            }
            trimNext = false;
            if (open < 0) {
                at = text.length();
                ending = new Word(ActionLexer.Sort.END, "", at, false);
                return Piece.all(pieces);
            }
            at = trim ? open + 3 : open + 2;
            if (comment()) {
                continue;
            }
            words = new ActionLexer(text, at);
            Word word = words.peek();
            if (word.is("end") || word.is("else")) {
                ending = words.take();
                return Piece.all(pieces);
            }
            pieces.add(action(word));
            first = false;
        }
    }

    private boolean comment() {
        int start = at;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (!text.startsWith("/*", start)) {
            return false;
        }
        int end = text.indexOf("*/", start);
        if (end < 0) {
            throw new TemplateException(start, "the comment is not closed; write `*/}}`");
        }
        words = new ActionLexer(text, end + 2);
        close();
        return true;
    }

    /** Takes the closing braces. */
    private void close() {
        words.end();
        at = words.peek().at();
        trimNext = text.startsWith("-", at);
        at += trimNext ? 3 : 2;
    }

    private Piece action(Word word) {
        if (word.sort() == ActionLexer.Sort.NAME) {
            switch (word.text()) {
                case "if", "with", "range" -> {
                    words.take();
                    return controlled(word);
                }
                default -> {
                    if (LEFT_OUT.contains(word.text())) {
                        throw new TemplateException(
                                word.at(),
                                "`" + word.text() + "` of Go's templates is not supported; write the text out");
                    }
                }
            }
        }
        if (word.sort() == ActionLexer.Sort.END) {
            throw new TemplateException(word.at(), "the action is empty");
        }
        boolean inFront = first && depth == 0;
        int named = pipelines.references().size();
        PipelineParser.Pipeline pipeline = pipelines.read(words);
        fieldInFront |=
                inFront && pipeline.fieldAlone() && pipelines.references().size() == named + 1;
        close();
        return pipeline.declares()
                ? frame -> pipeline.value().of(frame)
                : frame -> frame.write(GoText.print(pipeline.value().of(frame)));
    }

    private Piece controlled(Word word) {
        if (++depth > DEEPEST) {
            throw new TemplateException(word.at(), "actions nest more than " + DEEPEST + " deep");
        }
        int scope = pipelines.scope();
        boolean dotIsRoot = pipelines.dotIsRoot();
        PipelineParser.Pipeline pipeline = word.is("range") ? pipelines.readRange(words) : pipelines.read(words);
        close();
        boolean moved = !word.is("if");
        pipelines.dotIsRoot(dotIsRoot && !moved);
        Piece yes = pieces();
        pipelines.dotIsRoot(dotIsRoot);
        Piece no = otherwise(word);
        pipelines.leave(scope);
        depth--;
        return switch (word.text()) {
            case "if" -> Piece.choice(pipeline.value(), yes, no);
            case "with" -> Piece.with(pipeline.value(), yes, no);
            default -> Piece.range(pipeline.value(), pipeline.index(), pipeline.element(), yes, no);
        };
    }

    private Piece otherwise(Word opened) {
        Word stop = ending;
        if (stop.is("end")) {
            close();
            return Piece.all(List.of());
        }
        if (!stop.is("else")) {
            throw new TemplateException(opened.at(), "`" + opened.text() + "` is not closed; write `{{ end }}`");
        }
        Word next = words.peek();
        if ((next.is("if") || next.is("with")) && !opened.is("range")) {
            words.take();
            // Its end is that of the first one.
            return controlled(next);
        }
        close();
        Piece no = pieces();
        if (!ending.is("end")) {
            throw new TemplateException(stop.at(), "`else` is not closed; write `{{ end }}`");
        }
        close();
        return no;
    }
}
