/**
 * The Corefile: from text to server blocks in which every word knows where it was written.
 *
 * <pre>
 *   text --> Lexer --> TokenSource &lt;-- Imports (snippets, files, globs)
 *                          |
 *                          v
 *                   CorefileParser --> Corefile { ServerBlock { ServerKey..., Directive... } }
 *                                                                              |
 *                                                        DirectiveReader  &lt;----+   (plugin parsers)
 * </pre>
 *
 * <p>The language is the one CoreDNS reads, word for word, but for three things: a quoted brace or {@code import} is a
 * word like any other, the value of a variable is not expanded again, and mistakes that CoreDNS passes over (a quote
 * never closed, a brace glued to a word, a word for a port, blocks inside of blocks) are errors. This package knows no plugin: a directive is a word with arguments and
 * perhaps a body, and its meaning is decided by the reader of it. It opens no socket, reads files only through
 * {@link io.kinglet.server.corefile.FileReader}, and answers bad input with a
 * {@link io.kinglet.server.corefile.CorefileException} that names file, line and column, never with anything else.
 *
 * <p>Read {@link io.kinglet.server.corefile.Corefile} next, then
 * {@link io.kinglet.server.corefile.DirectiveReader}.
 */
@NullMarked
package io.kinglet.server.corefile;

import org.jspecify.annotations.NullMarked;
