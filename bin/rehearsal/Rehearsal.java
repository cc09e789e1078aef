import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The other half of the daemon's rehearsal, which bin/kinglet records: an API server that speaks TLS and protobuf and knows a made-up
 * cluster, and a client that asks for its names. What the daemon runs meanwhile is what it runs in a cluster, so a later start finds its
 * classes, and the compilers their profiles, in the archive.
 *
 * <p>{@code Rehearsal FOLDER}: leaves a kubeconfig and, in "port", a free port for DNS there, waits until the daemon answers at it, asks,
 * and ends. Nothing of it is left running.
 */
public final class Rehearsal {

    private static final char[] PASSWORD = "rehearsal".toCharArray();

    private Rehearsal() {}

    public static void main(String[] arguments) {
        int status = 1;
        try {
            run(Path.of(arguments[0]));
            status = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        // The threads that serve would keep it alive.
        System.exit(status);
    }

    private static void run(Path folder) throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        HttpsServer api = HttpsServer.create(new InetSocketAddress(here, 0), 0);
        api.setHttpsConfigurator(new HttpsConfigurator(tls(folder)));
        api.setExecutor(Executors.newCachedThreadPool());
        api.createContext("/", Rehearsal::answer);
        api.start();
        Files.writeString(
                folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}}]
                users: [{name: u, user: {token: rehearsal}}]
                contexts: [{name: x, context: {cluster: c, user: u}}]
                current-context: x
                """.formatted(api.getAddress().getPort(), folder.resolve("ca.pem")));
        int dns;
        try (ServerSocket free = new ServerSocket(0, 1, here)) {
            dns = free.getLocalPort();
        }
        // Whoever waits for the port must find all of it.
        Path written = Files.writeString(folder.resolve("port.new"), String.valueOf(dns));
        Files.move(written, folder.resolve("port"), StandardCopyOption.ATOMIC_MOVE);
        new Questions(new InetSocketAddress(here, dns)).ask();
    }

    /** A streaming list, a list, or a watch in which nothing happens. */
    private static void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        MadeUpCluster.Kind kind = MadeUpCluster.Kind.of(target);
        boolean streaming = target.contains("sendInitialEvents=true");
        // Services come as a list, as from API servers before streaming lists; both ways are rehearsed.
        if (kind == null || (streaming && kind == MadeUpCluster.Kind.SERVICES)) {
            exchange.sendResponseHeaders(kind == null ? 404 : 422, -1);
            exchange.close();
            return;
        }
        boolean watch = target.contains("watch=true");
        exchange.getResponseHeaders()
                .set("Content-Type", "application/vnd.kubernetes.protobuf" + (watch ? ";stream=watch" : ""));
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.write(streaming ? kind.events() : watch ? new byte[0] : kind.page());
        body.flush();
        if (!watch) {
            exchange.close();
        }
    }

    /** TLS with a certificate of its own, made by the JDK's keytool; it is left in the folder as ca.pem too. */
    private static SSLContext tls(Path folder) throws Exception {
        Path store = folder.resolve("keys.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=rehearsal",
                "-validity",
                "2",
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc=ca:true",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-alias",
                "api",
                "-rfc",
                "-keystore",
                store.toString(),
                "-file",
                folder.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        String[] command = new String[arguments.length + 3];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        command[arguments.length + 1] = "-storepass";
        command[arguments.length + 2] = new String(PASSWORD);
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("keytool ended with " + status);
        }
    }
}
