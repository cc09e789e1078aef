package io.kinglet.server.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is written to.
 *
 * @param refreshes whether it is a screen that can be written over
 * @param colours whether it may be coloured
 */
record Terminal(int columns, int rows, boolean refreshes, boolean colours) {

    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    /** Text that goes into a file or a pipe. */
    static final Terminal NONE = new Terminal(100, Integer.MAX_VALUE, false, false);

    /** That of this process; see no-color.org for the variable. */
    static Terminal ofProcess() {
        if (!isTerminal()) {
            return NONE;
        }
        boolean colours =
                String.valueOf(System.getenv("NO_COLOR")).matches("null|") && !"dumb".equals(System.getenv("TERM"));
        int[] size = size();
        return new Terminal(size[0], size[1], !"dumb".equals(System.getenv("TERM")), colours);
    }

    private static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            // From 22 on there is a console without a terminal, too.
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int[] size() {
        String said = stty();
        if (said != null && said.matches("[1-9][0-9]{0,3} [1-9][0-9]{0,3}")) {
            String[] words = said.split(" ");
            return new int[] {Integer.parseInt(words[1]), Integer.parseInt(words[0])};
        }
        return new int[] {USUAL_COLUMNS, USUAL_ROWS};
    }

    private static @Nullable String stty() {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readNBytes(64), StandardCharsets.US_ASCII).strip();
            return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
