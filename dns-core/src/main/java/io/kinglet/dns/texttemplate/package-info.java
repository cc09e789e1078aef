/**
 * Texts with places that are filled in, in the language of Go's text/template.
 *
 * <pre>
 *   "{{ .Name }} 60 IN A 10.{{ parseInt .Group.b 16 8 }}.0.1"
 *        --> TemplateParser: ActionLexer, PipelineParser --> Piece in Piece --TextTemplate.fill(Fields)--> text
 * </pre>
 *
 * <p>The language is the peer's, as far as records of names need it: fields, variables, pipelines, {@code if}, {@code with}, {@code
 * range}, and Go's functions for comparing, indexing and printing. Templates within templates, floating-point numbers and the
 * escaping for web pages are left out; what is left out is an error at its place when a template is read, never taken for something
 * else. What is filled in is bounded in length and depth.
 */
@NullMarked
package io.kinglet.dns.texttemplate;

import org.jspecify.annotations.NullMarked;
