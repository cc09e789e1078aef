import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes in the background: {@code RATE SECONDS SERVICES ENDPOINTS}. Four of five take an address out of a Service's slice or put
 * it back; the rest make headless Services called churn-N, and delete them again. When it ends or is ended it says how many they were.
 *
 * <p>They go into etcd, a few in one transaction, up to 50 of those a second, and the API server tells its watchers of each change
 * as of any other: its front door, or a transaction for each, would cost more than the machine has to spare beside what is measured.
 */
final class Churn {

    private static final int KEPT = 50;
    private static final int TRANSACTIONS = 50;

    private Churn() {}

    public static void main(String[] args) throws Exception {
        int rate = Integer.parseInt(args[0]);
        long changes = (long) rate * Integer.parseInt(args[1]);
        int services = Integer.parseInt(args[2]);
        int endpoints = Integer.parseInt(args[3]);
        Etcd etcd = new Etcd();
        AtomicLong done = new AtomicLong();
        long begin = System.nanoTime();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.printf(
                Locale.ROOT, "changes=%d seconds=%.1f%n", done.get(), (System.nanoTime() - begin) / 1e9)));
        int together = Math.max(1, rate / TRANSACTIONS);
        for (long change = 0; change < changes; change++) {
            long due = begin + change * 1_000_000_000L / rate;
            for (long now = System.nanoTime(); now < due && change % together == 0; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            change(etcd, change, services, endpoints);
            if (change % together == together - 1) {
                etcd.flush();
                done.set(change + 1);
            }
        }
    }

    private static void change(Etcd etcd, long change, int services, int endpoints) throws InterruptedException {
        long name = change / 10;
        if (change % 5 != 4) {
            slice(etcd, (int) (change * 7919 % services), endpoints, (int) (change & 1));
        } else if (change % 2 == 0) {
            etcd.put(key(name), Objects.service("ns-0", "churn-" + name, "None"));
        } else {
            etcd.delete(key(name - KEPT));
        }
    }

    private static String key(long name) {
        return Objects.serviceKey("ns-0", "churn-" + name);
    }

    private static void slice(Etcd etcd, int service, int endpoints, int without)
            throws InterruptedException {
        String[] addresses = new String[endpoints - without];
        for (int e = 0; e < addresses.length; e++) {
            addresses[e] = Objects.endpoint(service, e, endpoints);
        }
        String namespace = Objects.namespace(service);
        String name = "svc-" + service;
        etcd.put(Objects.sliceKey(namespace, name + "-0"), Objects.slice(namespace, name, addresses));
    }
}
