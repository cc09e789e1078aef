package io.kinglet.dns.transfer;

import io.kinglet.dns.zone.LoadedZone;

/**
 * One zone that is copied.
 *
 * @param copy what keeps it current
 * @param left nanoseconds until the version that is there expires
 */
record Copying(LoadedZone zone, SecondaryZone copy, long left) {

    void start() {
        copy.start(left);
    }
}
