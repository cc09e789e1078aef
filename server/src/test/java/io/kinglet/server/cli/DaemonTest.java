package io.kinglet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.server.Asked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class DaemonTest {

    private static final String WEB = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: {clusterIP: 10.96.0.80}
            """;
    private static final String QUESTION = "web.shop.svc.cluster.local. A";

    @TempDir
    private Path folder;

    private void corefile(String text) throws IOException {
        Files.writeString(folder.resolve("web.yaml"), WEB);
        Files.writeString(folder.resolve("Corefile.new"), text);
        Files.move(folder.resolve("Corefile.new"), folder.resolve("Corefile"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String text(int ready, String more) {
        return """
                . {
                    bind 127.0.0.1
                    errors
                    health 127.0.0.1:0 {
                        lameduck 1s
                    }
                    ready 127.0.0.1:%d
                    kubernetes cluster.local {
                        manifests web.yaml
                    }
                    reload 2s 0s
                    %s
                }
                """.formatted(ready, more);
    }

    private static InetSocketAddress address(Child child) throws InterruptedException {
        String line = child.line(" on 127.0.0.1");
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(line.substring(line.indexOf(':') + 1, line.indexOf(" on "))));
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static int status(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void daemonReloadsDrainsAndEndsWell() throws Exception {
        int ready = freePort();
        corefile(text(ready, ""));
        try (Child child = Child.start(folder, "-dns.port=0", "-pidfile", "pid")) {
            InetSocketAddress server = address(child);
            assertThat(child.line("Kinglet-")).matches("Kinglet-[0-9].*");
            child.line(", java ");
            assertThat(Asked.over(server, false, QUESTION)).isEqualTo("NOERROR 10.96.0.80");
            assertThat(Files.readString(folder.resolve("pid")).strip()).isEqualTo(String.valueOf(child.pid()));
            assertThat(status(ready)).isEqualTo(200);

            child.signal("HUP");
            corefile(text(ready, "whoamy"));
            assertThat(child.line("Corefile:12:5")).contains("did you mean `whoami`?");
            assertThat(child.seen())
                    .anyMatch(it -> it.contains("[ERROR] plugin/reload: the Corefile cannot be served"));
            assertThat(Asked.over(server, true, QUESTION)).isEqualTo("NOERROR 10.96.0.80");

            corefile(text(ready, "whoami"));
            child.signal("USR1");
            child.line("[INFO] Reloading complete");
            assertThat(Asked.over(server, false, "a.test. A")).isEqualTo("NOERROR");

            child.signal("TERM");
            child.line("[INFO] plugin/health: Going into lameduck mode");
            assertThat(status(ready)).isEqualTo(503);
            assertThat(Asked.over(server, false, QUESTION)).isEqualTo("NOERROR 10.96.0.80");
            assertThat(child.exitCode()).isZero();
            assertThat(folder.resolve("pid")).doesNotExist();
        }
    }

    @Test
    void theEndDoesNotWaitForACluster() throws Exception {
        corefile(text(0, ""));
        try (Child child = Child.start(folder, "-p", "0")) {
            address(child);
            corefile("""
                    . {
                        bind 127.0.0.1
                        kubernetes cluster.local {
                            endpoint http://127.0.0.1:1
                            startup_timeout 1h
                        }
                    }
                    """);
            child.signal("USR1");
            child.line("[WARNING] plugin/kubernetes: API server http://127.0.0.1:1");
            child.signal("TERM");
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void serveSaysWhereAndHowToAsk() throws Exception {
        Files.writeString(folder.resolve("web.yaml"), WEB);
        try (Child child = Child.start(folder, "serve", "web.yaml", "--port", "0", "--zone", "k8s.test")) {
            String[] words = child.line("try: dig @127.0.0.1 -p ").split(" ", -1);
            InetSocketAddress server =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words[4]));
            assertThat(words[5]).isEqualTo("kubernetes.default.svc.k8s.test.");
            assertThat(Asked.over(server, false, "web.shop.svc.k8s.test. A")).isEqualTo("NOERROR 10.96.0.80");
            child.signal(Child.heedsInterrupts() ? "INT" : "TERM");
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test
    void serveOfNothingSaysSo() throws Exception {
        try (Child child = Child.start(folder, "serve", "nowhere.yaml", "--port", "0")) {
            child.line("nowhere.yaml");
            assertThat(child.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void forwardingLoopEndsTheProcess() throws Exception {
        int port = freePort();
        corefile(".:%d {\nbind 127.0.0.1\nforward . 127.0.0.1:%d\nloop\n}\n".formatted(port, port));
        try (Child child = Child.start(folder, "-quiet")) {
            assertThat(child.line("[ERROR] plugin/loop: ")).contains("came back to this server");
            assertThat(child.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void portInUseIsToldAndEndsTheStart() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            corefile(".:" + other.getLocalPort() + " {\nbind 127.0.0.1\nwhoami\n}\n");
            try (Child child = Child.start(folder)) {
                assertThat(child.line("cannot listen on")).contains("the port is in use");
                assertThat(child.exitCode()).isEqualTo(1);
            }
        }
    }

    @Test
    void kubernetesOutsideOfAClusterSaysHowToReachOne() throws Exception {
        corefile(". {\n    bind 127.0.0.1\n    kubernetes cluster.local\n}\n");
        try (Child child = Child.start(folder, "-p", "0")) {
            assertThat(child.line("Corefile:3:5: `kubernetes`: "))
                    .contains("KUBERNETES_SERVICE_HOST")
                    .contains("kubeconfig");
            assertThat(child.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void apiServerOutOfReachIsServfailAndNotReady() throws Exception {
        int ready = freePort();
        corefile("""
                . {
                    bind 127.0.0.1
                    errors
                    ready 127.0.0.1:%d
                    kubernetes cluster.local {
                        endpoint http://127.0.0.1:1
                        startup_timeout 100ms
                    }
                }
                """.formatted(ready));
        try (Child child = Child.start(folder, "-p", "0")) {
            InetSocketAddress server = address(child);
            assertThat(Asked.over(server, false, QUESTION)).isEqualTo("SERVFAIL");
            assertThat(status(ready)).isEqualTo(503);
            assertThat(child.alive()).isTrue();
        }
    }
}
