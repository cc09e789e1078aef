package io.kinglet.dns.transfer;

import io.kinglet.dns.name.DomainName;
import io.kinglet.dns.transfer.Catalog.Member;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The zones that are copied because catalogs list them (RFC 9432 section 5). A zone belongs to the catalog that listed it first, until
 * that lets go of it or names another as its heir. Confined to whoever holds the lock of {@link SecondaryZones}.
 */
final class CatalogMembers {

    /** Zones of all catalogs of a directive; more are left out. */
    static final int MOST = 10_000;

    private static final System.Logger LOG = System.getLogger(CatalogMembers.class.getName());

    /** Begins to copy zones. */
    @FunctionalInterface
    interface Opener {

        /**
         * @param keep whether the version that was there before may be served until there is another
         */
        Copying open(DomainName apex, boolean keep);
    }

    private record Held(DomainName catalog, DomainName id, Copying copying) {}

    private final Set<DomainName> configured;
    private final List<DomainName> accepted;
    private final int most;
    private final Opener opener;
    private final Map<DomainName, Catalog> catalogs = new LinkedHashMap<>();
    private final Map<DomainName, Held> members = new HashMap<>();

    /**
     * @param configured zones that are copied whatever catalogs say
     * @param accepted members are these zones or below; empty for all
     */
    CatalogMembers(Set<DomainName> configured, List<DomainName> accepted, int most, Opener opener) {
        this.configured = configured;
        this.accepted = accepted;
        this.most = most;
        this.opener = opener;
    }

    /** Those there are. */
    Collection<Copying> all() {
        return members.values().stream().map(Held::copying).toList();
    }

    /**
     * Follows a catalog, and the others as far as it has let go of what they list.
     *
     * @return what has to be started
     */
    List<Copying> follow(Catalog catalog) {
        catalogs.put(catalog.apex(), catalog);
        members.entrySet().removeIf(entry -> isGone(entry.getKey(), entry.getValue(), catalog));
        List<Copying> begun = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        take(catalog, begun, leftOut);
        if (!leftOut.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "plugin/secondary: {0} zones of catalog {1} are left out, the first is {2}",
                    String.valueOf(leftOut.size()),
                    catalog.apex(),
                    leftOut.get(0));
        }
        for (Catalog other : catalogs.values()) {
            if (other != catalog) {
                take(other, begun, new ArrayList<>());
            }
        }
        return begun;
    }

    private static boolean isGone(DomainName zone, Held held, Catalog catalog) {
        boolean gone =
                held.catalog().equals(catalog.apex()) && !catalog.members().containsKey(zone);
        if (gone) {
            held.copying().copy().close();
            LOG.log(Level.INFO, "plugin/secondary: zone {0} is in catalog {1} no more", zone, catalog.apex());
        }
        return gone;
    }

    private void take(Catalog catalog, List<Copying> begun, List<String> leftOut) {
        for (Member member : catalog.members().values()) {
            DomainName zone = member.zone();
            Held held = members.get(zone);
            if (held != null
                    && held.catalog().equals(catalog.apex())
                    && held.id().equals(member.id())) {
                continue;
            }
            String problem = problem(zone, held, catalog);
            if (problem.isEmpty()) {
                boolean same = held == null || held.id().equals(member.id());
                if (held != null) {
                    held.copying().copy().close();
                    begun.remove(held.copying());
                }
                Held now = new Held(catalog.apex(), member.id(), opener.open(zone, same));
                members.put(zone, now);
                begun.add(now.copying());
                LOG.log(Level.INFO, "plugin/secondary: zone {0} is copied for catalog {1}", zone, catalog.apex());
            } else {
                leftOut.add(zone + ": " + problem);
            }
        }
    }

    /** Why a catalog may not have a zone; empty when it may. */
    private String problem(DomainName zone, @Nullable Held held, Catalog catalog) {
        if (!accepted.isEmpty() && accepted.stream().noneMatch(zone::isWithin)) {
            return "`catalog` does not accept it";
        }
        if (configured.contains(zone)) {
            return "`secondary` names it itself";
        }
        if (held == null) {
            return members.size() < most ? "" : "there are " + most + " already";
        }
        return held.catalog().equals(catalog.apex()) || isHeir(held, zone, catalog)
                ? ""
                : "catalog " + held.catalog() + " has it";
    }

    private boolean isHeir(Held held, DomainName zone, Catalog catalog) {
        Catalog owner = catalogs.get(held.catalog());
        Member listed = owner == null ? null : owner.members().get(zone);
        DomainName heir = listed == null ? null : listed.heir();
        return heir != null && heir.equals(catalog.apex());
    }
}
