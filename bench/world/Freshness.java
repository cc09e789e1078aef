import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How old the answers are: {@code PORT CHANGES TOGETHER} makes changes through the API server, asking the DNS server of that port
 * about them all the while, and prints how long after the API server's event the answer was right.
 *
 * <p>The changes are in turn a new Service, whose name is asked for before it exists; another address of a headless Service; a
 * Service deleted. TOGETHER many are made at once, after they were asked about for a while: one for a server that follows, many
 * for one that caches, whose answers would take hours to wait for one by one. The event is what a watch of our own is told of;
 * it races with the server's, so a lag below zero counts as none.
 */
final class Freshness {

    private static final String NAMESPACE = "fresh";
    private static final int WARM_UP = 90;
    private static final long PATIENCE_NANOS = 45_000_000_000L;
    private static final String SERVICES = "/api/v1/namespaces/" + NAMESPACE + "/services";
    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/" + NAMESPACE + "/endpointslices";

    private final Api api = new Api();
    private final int together;
    private final Asker asker;
    private final SplittableRandom random = new SplittableRandom(53);
    private final List<Watched> pending = new CopyOnWriteArrayList<>();
    private final Deque<String> made = new ArrayDeque<>();
    private int number;

    private Freshness(int port, int together) throws Exception {
        this.together = together;
        asker = new Asker(port, together == 1 ? 1_000_000 : 200_000);
    }

    public static void main(String[] args) throws Exception {
        int changes = Integer.parseInt(args[1]);
        Freshness freshness = new Freshness(Integer.parseInt(args[0]), Integer.parseInt(args[2]));
        freshness.prepare();
        if (freshness.together == 1) {
            freshness.run(WARM_UP);
            freshness.asker.forget();
        }
        List<Watched> measured = freshness.run(changes);
        freshness.clear();
        Report.print(measured, freshness.asker);
        System.exit(0);
    }

    /** The namespace, a headless Service and one to be deleted for each change of a round, and the watches. */
    private void prepare() throws Exception {
        api.send("POST", "/api/v1/namespaces", "{\"metadata\":{\"name\":\"" + NAMESPACE + "\"}}");
        clear();
        for (int i = 0; i < together; i++) {
            expect(201, "POST", SERVICES, service("moving-" + i, "None"));
            expect(201, "POST", SLICES, slice("moving-" + i, "10.127.255." + (1 + i)));
        }
        // A change before a watch begins would be no event in it.
        CountDownLatch watched = new CountDownLatch(2);
        for (String path : List.of(SERVICES, SLICES)) {
            Thread thread = new Thread(() -> follow(path, new AtomicBoolean(), watched));
            thread.setDaemon(true);
            thread.start();
        }
        watched.await();
        asker.start();
        List<Watched> first = new ArrayList<>();
        for (int i = 0; i < together; i++) {
            first.add(created());
        }
        round(first);
    }

    private void follow(String path, AtomicBoolean begun, CountDownLatch watched) {
        try {
            api.watch(path, line -> {
                if (begun.compareAndSet(false, true)) {
                    watched.countDown();
                }
                for (Watched change : pending) {
                    change.event(line);
                }
            });
            throw new IllegalStateException("the API server ended the watch of " + path);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private List<Watched> run(int changes) throws Exception {
        List<Watched> all = new ArrayList<>();
        while (all.size() < changes) {
            List<Watched> round = new ArrayList<>();
            for (int i = 0; i < together; i++) {
                round.add(next(all.size() + i, i));
            }
            round(round);
            all.addAll(round);
        }
        return all;
    }

    private Watched next(int change, int place) {
        return switch (change % 3) {
            case 0 -> created();
            case 1 -> moved(place);
            default -> deleted();
        };
    }

    private Watched created() {
        String name = "new-" + number;
        String address = "10.96." + (32 + number / 250 % 32) + "." + (1 + number % 250);
        number++;
        made.addLast(name);
        return new Watched("created", name, address, "\"ADDED\"", "\"" + name + "\"", () ->
                expect(201, "POST", SERVICES, service(name, address)));
    }

    private Watched moved(int place) {
        String name = "moving-" + place;
        String address = "10.127." + number / 250 % 250 + "." + (1 + number % 250);
        number++;
        return new Watched("moved", name, address, "\"MODIFIED\"", "\"" + address + "\"", () ->
                expect(200, "PUT", SLICES + "/" + name + "-0", slice(name, address)));
    }

    private Watched deleted() {
        String name = made.removeFirst();
        return new Watched("deleted", name, null, "\"DELETED\"", "\"" + name + "\"", () ->
                expect(200, "DELETE", SERVICES + "/" + name, ""));
    }

    /** Asks for a while, makes the changes, and asks until every answer is right or nobody would wait longer. */
    private void round(List<Watched> round) throws Exception {
        pending.addAll(round);
        asker.ask(round);
        Thread.sleep(together == 1 ? random.nextInt(5, 20) : 2_000);
        for (Watched change : round) {
            change.make();
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!round.stream().allMatch(Watched::done) && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        round.stream().filter(change -> !change.done()).forEach(change -> System.err.println("given up: " + change));
        pending.clear();
        asker.ask(List.of());
    }

    private static String service(String name, String clusterIp) {
        return """
                {"metadata":{"name":"%s"},"spec":{"clusterIP":"%s","ports":[{"name":"http","port":80}]}}"""
                .formatted(name, clusterIp);
    }

    private static String slice(String service, String address) {
        return """
                {"metadata":{"name":"%s-0","labels":{"kubernetes.io/service-name":"%s"}},"addressType":"IPv4",
                "ports":[{"name":"http","port":80}],"endpoints":[{"addresses":["%s"],"conditions":{"ready":true}}]}"""
                .formatted(service, service, address);
    }

    private void clear() throws Exception {
        api.send("DELETE", SERVICES, "");
        api.send("DELETE", SLICES, "");
    }

    private void expect(int status, String method, String path, String body) throws Exception {
        int got = api.send(method, path, body);
        if (got != status) {
            throw new IllegalStateException(method + " " + path + ": " + got);
        }
    }
}
