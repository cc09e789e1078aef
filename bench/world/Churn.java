import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes in the background: {@code RATE SECONDS SERVICES ENDPOINTS}. Four of five take an address out of a Service's slice or put
 * it back; the rest make headless Services called churn-N, and delete them again. When it ends or is ended it says how many they were.
 *
 * <p>They go into etcd, each at a revision of its own, and the API server tells its watchers of them as of any other: writing
 * through its front door costs more than both of the machine's cores should have to spare.
 */
final class Churn {

    private static final int KEPT = 50;

    private Churn() {}

    public static void main(String[] args) throws Exception {
        int rate = Integer.parseInt(args[0]);
        long changes = (long) rate * Integer.parseInt(args[1]);
        int services = Integer.parseInt(args[2]);
        int endpoints = Integer.parseInt(args[3]);
        Etcd etcd = new Etcd();
        SplittableRandom random = new SplittableRandom(53);
        AtomicLong done = new AtomicLong();
        long begin = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.printf(
                Locale.ROOT, "changes=%d seconds=%.1f%n", done.get(), (System.nanoTime() - begin) / 1e9)));
        for (long change = 0; change < changes; change++) {
            long due = begin + change * 1_000_000_000L / rate;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            long name = change / 10;
            if (change % 5 != 4) {
                slice(etcd, random.nextInt(services), endpoints, change % 2 == 0 ? 1 : 0);
            } else if (change % 2 == 0) {
                etcd.put(key(name), Objects.service("ns-0", "churn-" + name, "None"));
            } else {
                etcd.delete(key(name - KEPT));
            }
            done.incrementAndGet();
        }
    }

    private static String key(long name) {
        return Objects.serviceKey("ns-0", "churn-" + name);
    }

    private static void slice(Etcd etcd, int service, int endpoints, int without) throws Exception {
        String[] addresses = new String[endpoints - without];
        for (int e = 0; e < addresses.length; e++) {
            addresses[e] = Objects.endpoint(service, e, endpoints);
        }
        String namespace = Objects.namespace(service);
        String name = "svc-" + service;
        etcd.put(Objects.sliceKey(namespace, name + "-0"), Objects.slice(namespace, name, addresses));
    }
}
