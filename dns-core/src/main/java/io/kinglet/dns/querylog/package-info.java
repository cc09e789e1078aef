/**
 * One line for each query, in the form an operator chooses.
 *
 * <pre>
 *   Query --> QueryLogLayer: observe --> next ... reply octets --> ResponseClass --> LogFormat --> a line
 * </pre>
 *
 * <p>A query whose class is not logged costs no string. Lines go to a consumer; no file is written here.
 */
@NullMarked
package io.kinglet.dns.querylog;

import org.jspecify.annotations.NullMarked;
