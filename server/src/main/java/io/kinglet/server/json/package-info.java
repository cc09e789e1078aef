/**
 * JSON as the daemon says it and its commands read it: trees of maps, lists, strings, numbers, booleans and null.
 *
 * <pre>
 *   a tree --> Json.write --> text          text --> Json.read --> a tree
 * </pre>
 *
 * <p>For what is small and asked for now and then. Nothing is bound to classes: whoever writes names the fields one by one, so that no
 * refactoring changes what others read. In this module only this package knows Jackson.
 */
@NullMarked
package io.kinglet.server.json;

import org.jspecify.annotations.NullMarked;
