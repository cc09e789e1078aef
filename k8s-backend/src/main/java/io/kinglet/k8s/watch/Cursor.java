package io.kinglet.k8s.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Walks one object of the API server forward, one value at a time, whatever the encoding it came in. A value of another type
 * than asked for is stepped over and noted as a defect, so that the walk stays in step. Confined to one thread.
 */
interface Cursor {

    /** Whether the value is an object, which is then entered; null counts as absent. */
    boolean object();

    /** Steps to the value of the next field of the object entered; false at its end. */
    boolean field();

    /** The name of the field stepped to. */
    String name();

    /** Whether the value is an array, which is then entered; null counts as absent. */
    boolean array();

    /** Steps to the next element of the array entered; false at its end. */
    boolean element();

    boolean isNull();

    /** The string here; null when it is null or no string. */
    @Nullable
    String text();

    /** The boolean here, or {@code absent} when it is null or no boolean. */
    boolean bool(boolean absent);

    /** The 32-bit integer here; 0 when it is null or no such number. */
    int integer();

    /** The integer here; 0 when it is null or no such number. */
    long longInteger();

    /** Whether there is a point in time here. */
    boolean time();

    /** The point in time here; null when it is null or unreadable. */
    @Nullable
    Instant instant();

    /**
     * All that is here: a map from names to trees, a list of trees, a string, a Long, a Boolean or null. For what is small and few,
     * and looked at more than once; what is nested deeper than any policy is a defect.
     */
    @Nullable
    Object tree();

    /** Steps over the value. */
    void skip();

    /** What is wrong with the object being read. */
    Remarks remarks();

    /** Notes why the object being read cannot be used; the first reason stands. */
    default void defect(String reason) {
        remarks().defect(reason);
    }

    /** Notes why a part of the object is left out; the first reason stands. */
    default void flaw(String reason) {
        remarks().flaw(reason);
    }
}
