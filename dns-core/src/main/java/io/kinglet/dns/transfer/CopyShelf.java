package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import org.jspecify.annotations.Nullable;

/** Where copies of zones are found again after a reload. Any thread. */
public interface CopyShelf {

    /** What was kept last of a zone; null for nothing. */
    @Nullable
    ZoneCopy find(DomainName apex);

    /** Takes what a primary has just given, or confirmed. */
    void keep(ZoneCopy copy);
}
