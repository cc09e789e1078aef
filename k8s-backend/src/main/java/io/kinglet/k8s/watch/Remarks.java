package io.kinglet.k8s.watch;

import org.jspecify.annotations.Nullable;

/** What is wrong with the object being read; reused from object to object. Confined to one thread. */
final class Remarks {

    private @Nullable String defect;
    private @Nullable String flaw;

    /** Notes why the object cannot be used; the first reason stands. */
    void defect(String reason) {
        if (defect == null) {
            defect = reason;
        }
    }

    /** Why the object cannot be used; null when it can. */
    @Nullable
    String defect() {
        return defect;
    }

    /** Notes why a part of the object is left out; the first reason stands. */
    void flaw(String reason) {
        if (flaw == null) {
            flaw = reason;
        }
    }

    /** Why a part of the object was left out; null when none was. */
    @Nullable
    String flaw() {
        return flaw;
    }

    /** Turns a defect into a flaw: only the part just read is unusable. Whether there was one. */
    boolean confine() {
        if (defect == null) {
            return false;
        }
        flaw(defect);
        defect = null;
        return true;
    }

    void forget() {
        defect = null;
        flaw = null;
    }
}
