package io.kinglet.conformance.way;

import io.kinglet.conformance.fixture.MetricsText;
import io.kinglet.conformance.fixture.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What dashboards and alerts look for, as {@code dashboards.table} has it. Stateless. */
final class Dashboards {

    private static final Pattern SERIES = Pattern.compile("([a-zA-Z0-9_]+)(?:\\{([^}]*)})?");

    private Dashboards() {}

    /** The lines of the table of which the page has no sample. */
    static List<String> missing(MetricsText page) throws IOException {
        List<String> missing = new ArrayList<>();
        for (String line : Files.readAllLines(Peers.module().resolve("src/test/resources/dashboards.table"))) {
            if (!line.isBlank() && !line.startsWith("#") && !isThere(page, line.strip())) {
                missing.add(line);
            }
        }
        return missing;
    }

    /** {@code name}, {@code name{label}} or {@code name{label=value}}, several labels behind commas. */
    private static boolean isThere(MetricsText page, String series) {
        Matcher parts = SERIES.matcher(series);
        if (!parts.matches()) {
            throw new IllegalArgumentException("dashboards.table: no series: " + series);
        }
        Set<String> labels = parts.group(2) == null
                ? Set.of()
                : Arrays.stream(parts.group(2).split(",")).collect(Collectors.toSet());
        return page.samples().stream()
                .filter(sample -> sample.name().equals(parts.group(1)))
                .anyMatch(sample -> labels.stream().allMatch(label -> {
                    String[] pair = label.split("=", 2);
                    String value = sample.labels().get(pair[0]);
                    return value != null && (pair.length == 1 || pair[1].equals(value));
                }));
    }
}
