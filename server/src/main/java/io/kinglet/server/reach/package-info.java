/**
 * Who reaches whom, between people or programs and {@link io.kinglet.k8s.reach}.
 *
 * <pre>
 *   words --> EndFinder --> Origin, Target, PortWish --> k8s.reach --> Reach, Summary --> ReachText, ReachTree
 *                                                            \-> Matrix, row by row ----> MatrixText, MatrixTree, MatrixSvg, MatrixHtml
 * </pre>
 *
 * <p>Nothing is judged here. Whatever is written is made of names that tenants choose: text for terminals carries no control
 * characters, pictures escape what they show, and no picture asks for anything from elsewhere.
 */
@NullMarked
package io.kinglet.server.reach;

import org.jspecify.annotations.NullMarked;
