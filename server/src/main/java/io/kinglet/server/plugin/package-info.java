/**
 * What the words of a server block mean.
 *
 * <pre>
 *   ServerBlock --> BlockPlan.read: each word through PluginOrder --> Part (checked values, nothing started)
 *                                                                       |
 *                                        a Host with sockets and cluster v
 *                                                                  Part.layer --> Layer
 * </pre>
 *
 * <p>Reading a word opens nothing and asks nobody, so that a Corefile can be checked anywhere; only {@link
 * io.kinglet.server.plugin.Part#layer} may look at the machine. {@link io.kinglet.server.plugin.PluginOrder} is the one list of
 * words, in the order in which layers stand over each other. This package refuses to guess: a word or an option that would be
 * ignored is either said so in a warning or is an error with its place and what to write instead.
 *
 * <p>Read {@link io.kinglet.server.plugin.PluginOrder} next, then any {@code XDirective}.
 */
@NullMarked
package io.kinglet.server.plugin;

import org.jspecify.annotations.NullMarked;
