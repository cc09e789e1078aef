/**
 * Tells stub resolvers who they are: their address and port as seen from here.
 *
 * <p>Answers every name, whatever its type; asks no one. There is one class, {@link io.kinglet.dns.whoami.WhoamiLayer}.
 */
@NullMarked
package io.kinglet.dns.whoami;

import org.jspecify.annotations.NullMarked;
