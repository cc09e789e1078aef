package io.kinglet.dns.loadbalance;

import io.kinglet.dns.name.IpPrefix;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How addresses are shared out.
 *
 * @param weighted null where all addresses are alike
 * @param preferred addresses that begin so come first, those of the first prefix before those of the second
 */
public record LoadBalanceConfig(@Nullable Weighted weighted, List<IpPrefix> preferred) {

    /** Addresses take turns, and that is all. */
    public static final LoadBalanceConfig ROUND_ROBIN = new LoadBalanceConfig(null, List.of());

    /**
     * Weights from a file.
     *
     * @param reload how often the file is looked at; zero: once
     */
    public record Weighted(Path file, Duration reload) {}

    public LoadBalanceConfig {
        preferred = List.copyOf(preferred);
    }
}
