package io.kinglet.server.metrics;

import java.util.Map;

/**
 * What has been answered since the start, over all blocks.
 *
 * @param queries those that got silence included
 * @param responses by response code, such as {@code NOERROR}; without those that never were
 */
public record AnswerCounts(long queries, Map<String, Long> responses) {

    public AnswerCounts {
        responses = Map.copyOf(responses);
    }
}
