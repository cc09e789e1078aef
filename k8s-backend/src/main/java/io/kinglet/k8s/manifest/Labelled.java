package io.kinglet.k8s.manifest;

import io.kinglet.k8s.model.ClusterObject;
import java.util.Map;

/** An object of the cluster with the labels that a selector sees. Immutable. */
record Labelled(ClusterObject object, Map<String, String> labels) {}
