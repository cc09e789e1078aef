package io.kinglet.server.cli;

import io.kinglet.server.json.Json;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kinglet top}: the page of a running daemon, in a terminal. */
@Command(
        name = "top",
        description =
                "Shows what a running daemon does: answers a second, who asks most and for what, upstreams, the cluster.",
        footer = {
            "",
            "The daemon's Corefile has to say `kinglet page`. On a terminal it is shown anew every second until interrupted;",
            "elsewhere once. Ends with 0, with 1 when the daemon cannot be reached, 2 when it is called wrongly."
        })
final class TopCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long INTERVAL_MILLIS = 1000;
    private static final int MOST = 100;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-url", "--url"},
            paramLabel = "URL",
            defaultValue = "http://localhost:9180",
            description = "Where the daemon's page is (default: ${DEFAULT-VALUE}).")
    private @Nullable String url;

    @Option(
            names = {"-once", "--once"},
            arity = "0",
            description = "Show it once, after a second, and end.")
    private boolean once;

    @Option(
            names = {"-output", "--output", "-o"},
            paramLabel = "FORM",
            defaultValue = "text",
            description = "text, or json for what the daemon says, once (default: ${DEFAULT-VALUE}).")
    private @Nullable String output;

    @Option(
            names = {"-count", "--count", "-n"},
            paramLabel = "NUMBER",
            defaultValue = "10",
            description =
                    "How many of each list, 1 to 100 (default: ${DEFAULT-VALUE}); fewer where the screen is too small.")
    private int count;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli asks whether it was given
    private @Nullable HelpOption help;

    @Override
    public Integer call() {
        if (!"text".equals(output) && !"json".equals(output)) {
            throw wrong("--output is text or json, not " + output);
        }
        if (count < 1 || count > MOST) {
            throw wrong("--count is 1 to " + MOST + ", not " + count);
        }
        PageClient client = new PageClient(base(), PATIENCE);
        try {
            Map<?, ?> before = client.get("/api/v1/status");
            if ("json".equals(output)) {
                return json(client, before);
            }
            Terminal terminal = Terminal.ofProcess();
            do {
                Thread.sleep(INTERVAL_MILLIS);
                Map<?, ?> status = client.get("/api/v1/status");
                Map<?, ?> top = client.get("/api/v1/top?count=" + count);
                show(TopScreen.of(before, status, top, count, once ? unbounded(terminal) : terminal), terminal);
                before = status;
            } while (!once && terminal.refreshes());
            return Cli.OK;
        } catch (PageClient.UnreachableException e) {
            commandLine().getErr().println(e.getMessage());
            return Cli.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Cli.OK;
        }
    }

    private int json(PageClient client, Map<?, ?> before) throws PageClient.UnreachableException, InterruptedException {
        Thread.sleep(INTERVAL_MILLIS);
        Map<?, ?> status = client.get("/api/v1/status");
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("status", status);
        tree.put("responsesPerSecond", TopScreen.perSecond(before, status));
        tree.put("top", client.get("/api/v1/top?count=" + count));
        commandLine().getOut().println(Json.write(tree));
        return Cli.OK;
    }

    private static Terminal unbounded(Terminal terminal) {
        return new Terminal(terminal.columns(), Integer.MAX_VALUE, false, terminal.colours());
    }

    private void show(List<String> lines, Terminal terminal) {
        PrintWriter out = commandLine().getOut();
        if (once || !terminal.refreshes()) {
            lines.forEach(out::println);
            return;
        }
        // Home, each line up to its end, and what is left below: written over without a flicker.
        StringBuilder screen = new StringBuilder("\033[H");
        lines.forEach(line -> screen.append(line).append("\033[K\n"));
        out.print(screen.append("\033[J"));
        out.flush();
    }

    private URI base() {
        String said = Objects.requireNonNull(url);
        try {
            URI base = new URI(said);
            if (base.getHost() != null && base.getScheme().matches("https?")) {
                return base;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw wrong("--url is a URL such as http://localhost:9180, not " + said);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(commandLine(), message);
    }
}
