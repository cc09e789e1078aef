/**
 * The command line: flags, signals, exit codes and messages.
 *
 * <pre>
 *   kinglet -conf FILE     DaemonCommand --> CorefileInput --> Daemon: one thread that waits for signals and looks for reloads
 *   kinglet serve PATH     ServeCommand  --------------------> Daemon
 *   kinglet check FILE     CheckCommand  --> Complaints: every mistake with its line and a caret
 *   kinglet top            TopCommand    --> PageClient, TopScreen: the page of a running daemon
 * </pre>
 *
 * <p>Flags, exit codes and signals are CoreDNS's: usage 2, a bad Corefile or an argument too many 1, TERM 0. Everything a command
 * decides is here; whatever it starts is {@link io.kinglet.server.assembly.DnsServer}'s. picocli is known to this package only.
 * Read {@link io.kinglet.server.cli.Daemon} next.
 */
@NullMarked
package io.kinglet.server.cli;

import org.jspecify.annotations.NullMarked;
