/**
 * What replies look like, whatever they answer: bits of the header, no more than was asked for, and who has answered.
 *
 * <pre>
 *   Query --> HeaderLayer, MinimalLayer, NsidLayer: query.marks() --> next          the encoder heeds the marks
 * </pre>
 *
 * <p>The layers share a package because all they do is to leave a mark. No answer is copied or changed, so that one from an index or
 * a cache stays shared, and one that comes later is treated alike.
 */
@NullMarked
package io.kinglet.dns.replyform;

import org.jspecify.annotations.NullMarked;
