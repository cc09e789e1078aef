/**
 * Domain names and addresses as octets. Knows no message and no record.
 */
@NullMarked
package io.kinglet.dns.name;

import org.jspecify.annotations.NullMarked;
