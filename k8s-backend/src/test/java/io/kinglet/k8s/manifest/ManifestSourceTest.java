package io.kinglet.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.source.ClusterScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ManifestSourceTest {

    @TempDir
    Path folder;

    private final RecordedSink sink = new RecordedSink();
    private ManifestSource source = ManifestSource.ofText("none", "");

    @AfterEach
    void close() {
        source.close();
    }

    private static String web(String address) {
        return "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {clusterIP: " + address + "}\n";
    }

    private void start(Path... paths) throws InterruptedException {
        source = ManifestSource.open(List.of(paths), Duration.ofMillis(200));
        source.start(ClusterScope.of(Kind.SERVICE), sink);
        sink.next();
    }

    @Test
    void foldersAreReadWithAllBelowThemButHiddenAndOtherFiles() throws Exception {
        Files.createDirectories(folder.resolve("a/b"));
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve("one.yaml"), web("10.96.0.80"));
        Files.writeString(folder.resolve("a/b/two.yml"), web("10.96.0.81").replace("web", "two"));
        Files.writeString(
                folder.resolve("a/three.json"),
                "{\"apiVersion\": \"v1\", \"kind\": \"Service\", \"metadata\": {\"name\": \"three\"},"
                        + " \"spec\": {\"clusterIP\": \"None\"}}");
        Files.writeString(folder.resolve(".git/no.yaml"), "{}");
        Files.writeString(folder.resolve(".hidden.yaml"), "{}");
        Files.writeString(folder.resolve("notes.txt"), "{}");
        start(folder);

        assertThat(sink.keys(Kind.SERVICE))
                .containsExactly(
                        "Service default/kubernetes",
                        "Service default/three",
                        "Service default/two",
                        "Service default/web");
    }

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void linkToAFolderAboveIsNotFollowed() throws Exception {
        Files.writeString(folder.resolve("web.yaml"), web("10.96.0.80"));
        Files.createSymbolicLink(folder.resolve("one"), folder);
        Files.createSymbolicLink(folder.resolve("two"), folder);

        assertThatThrownBy(() -> ManifestSource.open(List.of(folder)))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining(folder.resolve("one") + ": is a link to a folder that it lies in")
                .hasMessageContaining(folder.resolve("two") + ": is a link");
    }

    @Test
    void openTellsTheProblemsOfAllFiles() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), web("10.96.0.80"));
        Files.writeString(folder.resolve("b.yaml"), web("10.96.0.81"));
        Files.writeString(folder.resolve("c.yaml"), "a: b: c");
        Files.write(folder.resolve("d.yaml"), new byte[] {'a', (byte) 0xff});
        Path missing = folder.resolve("missing.yaml");

        assertThatThrownBy(() -> ManifestSource.open(List.of(folder, missing)))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining(missing + ": there is no such file or folder")
                .hasMessageContaining(folder.resolve("b.yaml") + ":1:1: Service default/web is given twice, first at "
                        + folder.resolve("a.yaml") + ":1:1")
                .hasMessageContaining(folder.resolve("c.yaml") + ":1:5: not YAML")
                .hasMessageContaining(folder.resolve("d.yaml") + ": is not UTF-8 text");
    }

    @Test
    void anEditIsPickedUpAndOnlyWhatChangedIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yaml"), web("10.96.0.80"));
        start(file);

        // The same size, and maybe the same tick of the file system's clock.
        Files.writeString(file, web("10.96.0.81"));
        assertThat(sink.next()).containsExactly("put Service default/web CLUSTER_IP [10.96.0.81]");

        Files.writeString(file, web("10.96.0.81") + "---\n" + web("10.96.0.82").replace("web", "two"));
        assertThat(sink.next()).containsExactly("put Service default/two CLUSTER_IP [10.96.0.82]");
    }

    @Test
    void filesComeAndGoInAFolder() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yaml"), web("10.96.0.80"));
        start(folder);

        Path below = Files.createDirectories(folder.resolve("below"));
        Files.writeString(below.resolve("two.yaml"), web("10.96.0.82").replace("web", "two"));
        assertThat(sink.next()).containsExactly("put Service default/two CLUSTER_IP [10.96.0.82]");

        Files.delete(file);
        assertThat(sink.next()).containsExactly("remove Service default/web");
    }

    @Test
    void aFileReplacedByARenameIsPickedUp() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yaml"), web("10.96.0.80"));
        start(file);

        Path written = Files.writeString(folder.resolve(".web.yaml.tmp"), web("10.96.0.81"));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

        assertThat(sink.next()).containsExactly("put Service default/web CLUSTER_IP [10.96.0.81]");
    }

    @Test
    void aConfigMapMountIsPickedUpWhenItsLinkIsSwapped() throws Exception {
        Path data = folder.resolve("..data");
        Files.createSymbolicLink(data, version("..1", "10.96.0.80").getFileName());
        Files.createSymbolicLink(folder.resolve("web.yaml"), Path.of("..data", "web.yaml"));
        start(folder);
        assertThat(sink.keys(Kind.SERVICE)).containsExactly("Service default/kubernetes", "Service default/web");

        Path next = Files.createSymbolicLink(
                folder.resolve("..data_tmp"), version("..2", "10.96.0.81").getFileName());
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(sink.next()).containsExactly("put Service default/web CLUSTER_IP [10.96.0.81]");
    }

    private Path version(String name, String address) throws IOException {
        Path version = Files.createDirectory(folder.resolve(name));
        Files.writeString(version.resolve("web.yaml"), web(address));
        return version;
    }

    @Test
    void anEditThatNoEventTellsOfIsFoundByPolling(@TempDir Path unwatched) throws Exception {
        Path target = Files.writeString(unwatched.resolve("web.yaml"), web("10.96.0.80"));
        Files.createSymbolicLink(folder.resolve("web.yaml"), target);
        start(folder);

        Files.writeString(target, web("10.96.0.181"));

        assertThat(sink.next()).containsExactly("put Service default/web CLUSTER_IP [10.96.0.181]");
    }

    @Test
    void aBrokenEditKeepsTheLastGoodStateUntilItIsMended() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yaml"), web("10.96.0.80"));
        start(file);
        assertThat(source.status().get(Kind.SERVICE)).matches(status -> status.connected() && status.malformed() == 0);

        Files.writeString(file, web("10.96.0"));
        while (source.problems().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(source.problems())
                .extracting(ManifestProblem::toString)
                .singleElement()
                .asString()
                .startsWith(file + ":4:19: spec.clusterIP: found \"10.96.0\"");
        assertThat(source.status().get(Kind.SERVICE))
                .matches(status -> status.synced() && !status.connected() && status.malformed() == 1);
        assertThat(sink.quiet()).isTrue();

        Files.writeString(file, web("10.96.0.82"));
        assertThat(sink.next()).containsExactly("put Service default/web CLUSTER_IP [10.96.0.82]");
        assertThat(source.problems()).isEmpty();
    }

    @Test
    void aNamedFileThatDisappearsIsABrokenEdit() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yaml"), web("10.96.0.80"));
        start(file);

        Files.delete(file);
        while (source.problems().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(sink.quiet()).isTrue();
        assertThat(sink.keys(Kind.SERVICE)).contains("Service default/web");
    }

    @Test
    void whatWasWrittenBetweenOpenAndStartIsNotMissed() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yaml"), web("10.96.0.80"));
        source = ManifestSource.open(List.of(file));
        Files.writeString(file, web("10.96.0.81"));
        source.start(ClusterScope.of(Kind.SERVICE), sink);
        sink.next();

        assertThat(sink.next()).containsExactly("put Service default/web CLUSTER_IP [10.96.0.81]");
    }

    @Test
    void aSourceIsStartedOnce() {
        source.start(Worlds.ALL, sink);

        assertThatThrownBy(() -> source.start(Worlds.ALL, sink)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theThreadEndsWithTheSource() throws Exception {
        Path file = Files.writeString(folder.resolve("web.yaml"), web("10.96.0.80"));
        start(file);
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("kinglet-manifests"))
                .toList();

        source.close();

        assertThat(threads).isNotEmpty();
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
