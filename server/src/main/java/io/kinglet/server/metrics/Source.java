package io.kinglet.server.metrics;

/** Has numbers to show. */
@FunctionalInterface
interface Source {

    /** Called by the thread that writes a page. */
    void collect(Scrape scrape);
}
