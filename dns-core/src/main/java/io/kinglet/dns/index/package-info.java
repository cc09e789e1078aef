/**
 * Immutable look-up tables and their publication: one writer, any number of readers, no lock on the query side.
 *
 * <pre>
 *   Published&lt;Snapshot&gt;  -- volatile read -->  NameTable, AddressTable  (shards, never changed once published)
 *                                                   ^
 *                        NameTable.Edit, AddressTable.Edit  (copy the shards they touch, once per batch)
 * </pre>
 *
 * <p>A change costs the shards it touches and the array of shards, whatever the size of the world; a reader sees one whole
 * version. Nothing here knows what a name means.
 */
@NullMarked
package io.kinglet.dns.index;

import org.jspecify.annotations.NullMarked;
