package io.kinglet.dns.cache;

/**
 * Counts of a {@link CacheLayer} since it was made; entries are those held now.
 *
 * @param requests queries looked up
 * @param servedStale answers given after they had expired
 * @param prefetches entries fetched anew before or after they expired, without a stub resolver waiting
 * @param drops replies that could not be kept because they were not sound
 */
public record CacheStatistics(
        long successEntries,
        long denialEntries,
        long successHits,
        long denialHits,
        long requests,
        long misses,
        long servedStale,
        long prefetches,
        long drops,
        long successEvictions,
        long denialEvictions) {}
