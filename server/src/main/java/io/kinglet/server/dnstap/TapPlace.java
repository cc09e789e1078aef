package io.kinglet.server.dnstap;

/** Where this server and collectors meet: at the collector's socket, or at the server's. Immutable. */
public sealed interface TapPlace permits TapAddress, TapSocket {}
