package io.kinglet.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that only the sources show; {@link HouseRulesTest} has those that class files show. */
class SourceRulesTest {

    private static final int LONGEST_FILE = 400;
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".cache", ".idea", ".cifuzz-corpus");
    private static final Pattern TEXT = Pattern.compile(".*\\.(java|md|xml|yaml|yml|tpl|sh|rpl|txt|properties|go|mod)");
    private static final Pattern MACHINE_PATH = Pattern.compile("(^|[\\s\"'`(=:])/(work|root|home)/");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private final Path root = repository();

    @Test
    void theWalkSeesTheSources() {
        assertThat(java("/src/main/java/")).anyMatch(it -> it.endsWith("k8s/model/package-info.java"));
        assertThat(java("/src/test/java/")).anyMatch(it -> it.endsWith("server/SourceRulesTest.java"));
    }

    @Test
    void filesAreShort() {
        List<String> offenders = new ArrayList<>();
        for (Path file : java("")) {
            int lines = lines(file).size();
            if (lines > LONGEST_FILE) {
                offenders.add(root.relativize(file) + " has " + lines + " lines");
            }
        }
        assertThat(offenders)
                .as("files over %d lines; divide them by subject", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void everyPackageIntroducesItself() {
        List<String> offenders = new ArrayList<>();
        for (Path file : java("/src/main/java/")) {
            Path introduction = file.resolveSibling("package-info.java");
            if (!Files.exists(introduction)
                    || lines(introduction).stream().noneMatch(it -> it.startsWith("@NullMarked"))) {
                offenders.add(root.relativize(introduction).toString());
            }
        }
        assertThat(offenders.stream().distinct())
                .as("package-info.java files that are absent or not @NullMarked")
                .isEmpty();
    }

    @Test
    void sourcesHaveNoTabs() {
        assertThat(linesOf(java(""), it -> it.indexOf('\t') >= 0)).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(linesOf(texts(), it -> UNFINISHED.matcher(it).find())).isEmpty();
    }

    @Test
    void noFileNamesAPathOfOneMachine() {
        assertThat(linesOf(texts(), it -> MACHINE_PATH.matcher(it).find())).isEmpty();
    }

    @Test
    void testsDoNotSleep() {
        assertThat(linesOf(java("/src/test/java/"), it -> it.contains("Thread" + ".sleep(")))
                .as("sleeps in tests; wait for the thing itself, with Awaitility")
                .isEmpty();
    }

    @Test
    void namesOfTestsAreSentences() {
        Pattern named = Pattern.compile("^    (public )?void test[A-Z0-9_]");
        assertThat(linesOf(java("/src/test/java/"), it -> named.matcher(it).find()))
                .isEmpty();
    }

    @Test
    void conformanceJudgesFromOutside() {
        Pattern inside = Pattern.compile("^import (static )?io\\.kinglet\\.(dns|k8s|server)\\b");
        List<Path> sources = java("/conformance/src/main/java/");
        assertThat(linesOf(sources, it -> inside.matcher(it).find()))
                .as("conformance asks any server: it must not use the code that it judges")
                .isEmpty();
    }

    private List<Path> java(String under) {
        return files(it -> it.toString().endsWith(".java") && it.toString().contains(under));
    }

    private List<Path> texts() {
        return files(it -> TEXT.matcher(it.toString()).matches());
    }

    private List<String> linesOf(List<Path> files, Predicate<String> offends) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (offends.test(lines.get(i))) {
                    found.add(root.relativize(file) + ":" + (i + 1) + ": "
                            + lines.get(i).strip());
                }
            }
        }
        return found;
    }

    private List<Path> files(Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = NOT_OURS.contains(folder.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && wanted.test(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (UncheckedIOException e) {
            throw new AssertionError(file + " is not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
