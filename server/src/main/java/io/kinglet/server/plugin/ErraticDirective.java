package io.kinglet.server.plugin;

import io.kinglet.dns.erratic.ErraticConfig;
import io.kinglet.dns.resolver.Layer;
import io.kinglet.server.corefile.DirectiveReader;
import java.time.Duration;
import java.util.Map;

/** {@code erratic { drop [N]; truncate [N]; delay [N [DURATION]]; large }}: a bad server, to test clients with. */
public record ErraticDirective(ErraticConfig config) implements Part {

    private static final int USUAL = 2;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Override
    public Layer layer(Host host) {
        return host.erratic(config);
    }

    static ErraticDirective read(DirectiveReader line, BlockScope block) {
        ErraticConfig standard = ErraticConfig.STANDARD;
        int[] drop = {-1};
        int[] truncate = {0};
        int[] delay = {0};
        Duration[] duration = {standard.delay()};
        boolean[] large = {false};
        line.body(Map.of(
                // Without a number the word changes nothing, so that other misbehaviour may turn dropping off.
                "drop", it -> drop[0] = it.hasNext() ? amount(it) : drop[0],
                "truncate", it -> truncate[0] = it.hasNext() ? amount(it) : USUAL,
                "delay",
                        it -> {
                            delay[0] = it.hasNext() ? amount(it) : USUAL;
                            duration[0] =
                                    it.hasNext() ? it.duration("the time", Duration.ZERO, LONGEST) : standard.delay();
                        },
                "large", it -> large[0] = it.flag()));
        line.end();
        boolean otherwiseBad = delay[0] > 0 || truncate[0] > 0;
        int dropped = drop[0] >= 0 ? drop[0] : otherwiseBad ? 0 : standard.dropOneOf();
        return new ErraticDirective(new ErraticConfig(dropped, truncate[0], delay[0], duration[0], large[0]));
    }

    private static int amount(DirectiveReader line) {
        return line.integer("of how many queries one is treated so", 0, Integer.MAX_VALUE);
    }
}
