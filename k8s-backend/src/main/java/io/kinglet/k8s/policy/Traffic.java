package io.kinglet.k8s.policy;

/**
 * What is judged: packets from one end to a port of another.
 *
 * @param protocol lower case: {@code tcp}, {@code udp} or {@code sctp}
 * @param port at {@code to} itself, 1 to 65535: behind a Service, the target port
 */
public record Traffic(End from, End to, String protocol, int port) {}
