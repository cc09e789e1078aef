/**
 * The page for people: one document, and what it shows as JSON, at the address of {@code kinglet page}.
 *
 * <pre>
 *   browser, curl, kinglet top --> Guard: is it our own name that was asked for? --> Front            /
 *                                                                                \-> a JSON page      /api/v1/...
 * </pre>
 *
 * <p>It only shows: GET and HEAD, nothing to change, no state but what the server has anyway. The document brings its style and script
 * with it and asks nobody else; the policy in its head (CSP) lets it do nothing besides. What came from the network, such as a name, is
 * text to the document and never markup. Read {@link io.kinglet.server.page.PeoplePages} next.
 */
@NullMarked
package io.kinglet.server.page;

import org.jspecify.annotations.NullMarked;
