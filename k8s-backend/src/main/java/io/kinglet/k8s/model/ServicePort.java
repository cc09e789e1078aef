package io.kinglet.k8s.model;

/**
 * A port of a Service, an EndpointSlice or a ServiceImport.
 *
 * @param name empty when the port has no name, and then no {@code _port._proto} name (k8s DNS spec 2.3.2)
 * @param protocol lower case: {@code tcp}, {@code udp} or {@code sctp}
 * @param number 1 to 65535
 */
public record ServicePort(String name, String protocol, int number) {}
