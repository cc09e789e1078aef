/**
 * Addresses of names that a list such as {@code /etc/hosts} gives.
 *
 * <pre>
 *   octets of a file --> HostsReader --> HostsTable.Builder --> HostsTable --publish--> HostsLayer --> an Answer made beforehand
 *   lines of a Corefile ------------------^
 * </pre>
 *
 * <p>Opens no file: whoever does hands over a stream, and publishes the table it becomes. A table is made anew in a time linear in
 * the list and holds an answer for each name, so that a query costs one look-up. Lines that cannot be read are counted and left out,
 * as every reader of such files does; a name keeps no more addresses than one message holds.
 */
@NullMarked
package io.kinglet.dns.hosts;

import org.jspecify.annotations.NullMarked;
