package io.kinglet.dns.erratic;

import java.time.Duration;

/**
 * How bad it is. Of each so many queries one is treated so, the first among them; 0 for none.
 *
 * @param delay how long a delayed answer takes
 * @param large whether answers for A have 30 records
 */
public record ErraticConfig(int dropOneOf, int truncateOneOf, int delayOneOf, Duration delay, boolean large) {

    /** One of two is dropped. */
    public static final ErraticConfig STANDARD = new ErraticConfig(2, 0, 0, Duration.ofMillis(100), false);
}
