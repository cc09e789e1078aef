package io.kinglet.dns.resolver;

/** One stage that can be put over another. Built once per configuration. */
@FunctionalInterface
public interface Layer {

    /** A resolver that answers what it can and asks {@code next} for the rest. */
    Resolver over(Resolver next);
}
