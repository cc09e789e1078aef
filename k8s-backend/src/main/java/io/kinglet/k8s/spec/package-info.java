/**
 * Policies as they are written, made into what the model has.
 *
 * <pre>
 *   a YAML document (k8s.manifest) \
 *                                   Part --> NetworkPolicySpec, TierPolicySpec --> k8s.model
 *   an object of the API (k8s.watch) /          |
 *                                               wrong(message): an error with its place, or a flaw of the policy
 * </pre>
 *
 * <p>One reading for both, so that a file and an API server that say the same mean the same. What the API server refuses is
 * refused here: a file is told so; of an object that is stored already, that part counts for nothing and the rest holds, except
 * where the specification wants it closed. The checks are those of
 * {@code ValidateNetworkPolicySpec} and of the schemas of policy.networking.k8s.io.
 *
 * <p>It knows neither YAML nor protobuf, and judges no traffic. Read {@link io.kinglet.k8s.spec.NetworkPolicySpec} next.
 */
@NullMarked
package io.kinglet.k8s.spec;

import org.jspecify.annotations.NullMarked;
