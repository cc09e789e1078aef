package io.kinglet.dns.dnstap;

/**
 * What is the same in all messages of one tap. Immutable.
 *
 * @param full whether the DNS messages themselves are in them
 * @param identity of the server; may be empty
 * @param version of the server; may be empty
 */
public record TapForm(boolean full, String identity, String version) {}
