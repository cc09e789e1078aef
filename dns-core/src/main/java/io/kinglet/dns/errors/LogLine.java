package io.kinglet.dns.errors;

import java.lang.System.Logger.Level;

/** Where lines go. Any thread; must not throw. */
@FunctionalInterface
public interface LogLine {

    /**
     * @param text one line without its end, or several where a stack trace follows
     */
    void write(Level level, String text);
}
