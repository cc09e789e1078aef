/**
 * {@code NUMBER} stores one more Service, its slice and its Pod: mark-NUMBER in ns-0, for whoever has to tell whether a server has
 * seen what happened while the API server was away.
 */
final class Mark {

    private Mark() {}

    public static void main(String[] args) throws Exception {
        int number = Integer.parseInt(args[0]);
        String name = "mark-" + number;
        String address = "10.126.0." + number;
        Etcd etcd = new Etcd();
        etcd.put(Objects.serviceKey("ns-0", name), Objects.service("ns-0", name, "None"));
        etcd.put(Objects.sliceKey("ns-0", name + "-0"), Objects.slice("ns-0", name, address));
        etcd.put(Objects.podKey("ns-0", name + "-0"), Objects.pod("ns-0", name, 0, address));
        etcd.flush();
    }
}
