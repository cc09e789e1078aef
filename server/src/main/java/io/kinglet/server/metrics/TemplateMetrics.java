package io.kinglet.server.metrics;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.rr.RecordType;
import io.kinglet.dns.template.TemplateConfig.RecordTemplate;
import io.kinglet.dns.template.TemplateObserver;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Counts what templates do, by zone and type; types without a name are one. Any thread. */
public final class TemplateMetrics implements TemplateObserver {

    /** Types up to AMTRELAY and RESINFO have names; few are above. */
    private static final int TYPES = 262;

    private final Metrics metrics;
    private final String server;
    private final String view;
    private final Map<DomainName, AtomicReferenceArray<Counter>> matched = new HashMap<>();

    /**
     * @param zones those of the template
     */
    public TemplateMetrics(Metrics metrics, Iterable<DomainName> zones, String server, String view) {
        this.metrics = metrics;
        this.server = server;
        this.view = view;
        zones.forEach(zone -> matched.put(zone, new AtomicReferenceArray<>(TYPES)));
    }

    @Override
    public void matched(DomainName zone, int type) {
        AtomicReferenceArray<Counter> types = matched.get(zone);
        if (types == null) {
            return;
        }
        int slot = type < TYPES ? type : 0;
        Counter counter = types.get(slot);
        if (counter == null) {
            // Two threads get the same one.
            counter = metrics.counter(
                    Family.TEMPLATE_MATCHES,
                    "class",
                    "IN",
                    "server",
                    server,
                    "type",
                    name(type),
                    "view",
                    view,
                    "zone",
                    text(zone));
            types.set(slot, counter);
        }
        counter.increment();
    }

    @Override
    public void failed(DomainName zone, int type, RecordTemplate template, boolean filledIn) {
        metrics.counter(
                        filledIn ? Family.TEMPLATE_RR_FAILURES : Family.TEMPLATE_FAILURES,
                        "class",
                        "IN",
                        "section",
                        template.section().word(),
                        "server",
                        server,
                        "template",
                        template.text().toString(),
                        "type",
                        name(type),
                        "view",
                        view,
                        "zone",
                        text(zone))
                .increment();
    }

    private static String name(int type) {
        String name = type < TYPES ? RecordType.name(type) : "";
        return name.startsWith("TYPE") ? "" : name;
    }

    private static String text(DomainName zone) {
        return zone.toString().toLowerCase(Locale.ROOT);
    }
}
