package io.kinglet.dns.loadbalance;

/** A weight file that makes no sense. */
public final class WeightFileException extends Exception {

    private static final long serialVersionUID = 1;

    private final int line;

    WeightFileException(int line, String problem) {
        super(problem);
        this.line = line;
    }

    /** Where, counted from 1. */
    public int line() {
        return line;
    }
}
