package io.kinglet.dns.template;

import io.kinglet.dns.name.DomainName;

/** Told of what a template does. Called on event loops; must not block. */
public interface TemplateObserver {

    /** Tells nobody. */
    TemplateObserver NONE = new TemplateObserver() {
        @Override
        public void matched(DomainName zone, int type) {}

        @Override
        public void failed(DomainName zone, int type, TemplateConfig.RecordTemplate template, boolean filledIn) {}
    };

    /** A query for a name of the zone is answered. */
    void matched(DomainName zone, int type);

    /**
     * A query could not be answered.
     *
     * @param filledIn whether the template gave a text, which is no record
     */
    void failed(DomainName zone, int type, TemplateConfig.RecordTemplate template, boolean filledIn);
}
