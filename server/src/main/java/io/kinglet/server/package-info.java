/**
 * The two ways in: {@link io.kinglet.server.Kinglet} for a process, {@link io.kinglet.server.ClusterDns} for a program.
 *
 * <pre>
 *   Kinglet.main --> server.cli --+
 *                                 +--> server.assembly.DnsServer --> transport, layers, cluster
 *   ClusterDns.builder() ---------+
 * </pre>
 *
 * <p>There is nothing here that the packages below cannot do; whoever needs more than the builder offers uses {@link
 * io.kinglet.server.assembly.DnsServer}. Read {@link io.kinglet.server.ClusterDns} next.
 */
@NullMarked
package io.kinglet.server;

import org.jspecify.annotations.NullMarked;
