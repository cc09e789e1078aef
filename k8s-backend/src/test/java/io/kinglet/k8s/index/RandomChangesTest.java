package io.kinglet.k8s.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.ReverseName;
import io.kinglet.k8s.fixture.Cluster;
import io.kinglet.k8s.fixture.Make;
import io.kinglet.k8s.model.Change;
import io.kinglet.k8s.model.ClusterObject;
import io.kinglet.k8s.model.Endpoint;
import io.kinglet.k8s.model.EndpointSlice;
import io.kinglet.k8s.model.Kind;
import io.kinglet.k8s.model.Namespace;
import io.kinglet.k8s.model.Pod;
import io.kinglet.k8s.model.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any sequence of changes leads to the answers of the objects that are left, however it went. */
class RandomChangesTest {

    private static final List<String> NAMESPACES = List.of("ns", "other");
    private static final List<String> SERVICES = List.of("a", "b", "c");
    private static final List<String> ADDRESSES =
            List.of("10.1.0.1", "10.1.0.2", "10.1.1.3", "10.96.0.1", "fd00::1", "fd00:1::", "fd00:0:0:1::9");
    private static final Kind[] KINDS = {Kind.NAMESPACE, Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.POD};

    private final Map<String, ClusterObject> objects = new TreeMap<>();
    private final Cluster cluster = Cluster.empty("pods verified");
    private final Set<String> questions = questions();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void answersAreThoseOfTheObjectsThatAreLeft(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 120; round++) {
            List<Change> batch = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                if (random.nextInt(8) == 0) {
                    relist(KINDS[random.nextInt(KINDS.length)], random, batch);
                } else {
                    change(random, batch);
                }
            }
            cluster.apply(batch.toArray(new Change[0]));
            compare("seed " + seed + " round " + round + " after " + batch);
        }
    }

    private void compare(String when) {
        Map<String, Set<String>> names = new NaiveZone(objects.values()).names;
        for (String question : questions) {
            String[] words = question.split(" ");
            String dig = cluster.dig(question);
            Set<String> expected = new TreeSet<>();
            Set<String> records = names.get(words[0]);
            if (records != null) {
                records.stream().filter(r -> r.startsWith(words[1] + " ")).forEach(expected::add);
                records.stream().filter(r -> r.startsWith("CNAME ")).forEach(expected::add);
            }
            String rcode = records == null ? "NXDOMAIN aa" : "NOERROR aa";
            assertThat(dig.lines().findFirst().orElse(""))
                    .as("%s: %s\n%s", when, question, objects)
                    .isEqualTo(rcode);
            assertThat(answer(dig, words[0]))
                    .as("%s: %s\n%s", when, question, objects)
                    .isEqualTo(expected);
            assertThat(dig.contains("\nauth ") || !expected.isEmpty())
                    .as(question)
                    .isTrue();
        }
    }

    /** TYPE and RDATA of the records that QNAME owns, IPv6 in canonical text. */
    private static Set<String> answer(String dig, String owner) {
        Set<String> answer = new TreeSet<>();
        for (String line : dig.split("\n")) {
            if (line.startsWith(owner + " 5 ")) {
                String record = line.substring(owner.length() + 3);
                answer.add(record.startsWith("AAAA ") ? "AAAA " + Cluster.ip(record.substring(5)) : record);
            }
        }
        return answer;
    }

    private void change(SplittableRandom random, List<Change> batch) {
        ClusterObject object = object(random);
        if (random.nextInt(4) == 0) {
            objects.remove(key(object));
            batch.add(new Change.Remove(object.kind(), object.namespace(), object.name()));
        } else {
            objects.put(key(object), object);
            batch.add(new Change.Put(object));
        }
    }

    /** A list that has lost some objects, now and then begun twice, with changes in between. */
    private void relist(Kind kind, SplittableRandom random, List<Change> batch) {
        batch.add(new Change.ListStarted(kind));
        List<ClusterObject> all =
                objects.values().stream().filter(o -> o.kind() == kind).toList();
        if (random.nextInt(3) == 0) {
            all.stream().limit(1).forEach(object -> batch.add(new Change.Put(object)));
            batch.add(new Change.ListStarted(kind));
        }
        for (ClusterObject object : all) {
            if (random.nextInt(4) == 0) {
                objects.remove(key(object));
            } else {
                batch.add(new Change.Put(object));
            }
        }
        batch.add(new Change.ListFinished(kind));
    }

    private static ClusterObject object(SplittableRandom random) {
        String namespace = pick(NAMESPACES, random);
        String name = pick(SERVICES, random);
        return switch (random.nextInt(12)) {
            case 0 -> new Namespace(namespace);
            case 1, 2, 3, 4 -> service(namespace, name, random);
            case 5, 6 -> new Pod(namespace, "p" + random.nextInt(3), addresses(random), random.nextInt(4) == 0);
            default -> slice(namespace, name, random);
        };
    }

    private static Service service(String namespace, String name, SplittableRandom random) {
        int number = NAMESPACES.indexOf(namespace) * 3 + SERVICES.indexOf(name) + 1;
        List<IpAddress> own = List.of(Cluster.ip("10.96.0." + number), Cluster.ip("fd00:96::" + number));
        return switch (random.nextInt(4)) {
            case 0 -> new Service(namespace, name, Service.Type.HEADLESS, List.of(), null, Make.HTTP);
            case 1 -> new Service(namespace, name, Service.Type.EXTERNAL_NAME, List.of(), "x.example.test", List.of());
            default ->
                new Service(
                        namespace,
                        name,
                        Service.Type.CLUSTER_IP,
                        own.subList(0, 1 + random.nextInt(2)),
                        null,
                        Make.HTTP);
        };
    }

    private static EndpointSlice slice(String namespace, String service, SplittableRandom random) {
        List<Endpoint> endpoints = new ArrayList<>();
        boolean v6 = random.nextInt(3) == 0;
        for (int i = random.nextInt(4); i > 0; i--) {
            IpAddress address = Cluster.ip(pick(ADDRESSES, random));
            if (address.v6() == v6) {
                String hostname = random.nextInt(3) == 0 ? "h" + random.nextInt(2) : null;
                endpoints.add(new Endpoint(List.of(address), random.nextInt(5) > 0, hostname, null, null));
            }
        }
        String owner = random.nextInt(6) == 0 ? null : service;
        return new EndpointSlice(namespace, "s" + random.nextInt(4), owner, null, null, Make.HTTP, endpoints, null);
    }

    private static List<IpAddress> addresses(SplittableRandom random) {
        return random.ints(random.nextInt(3), 0, ADDRESSES.size())
                .mapToObj(i -> Cluster.ip(ADDRESSES.get(i)))
                .distinct()
                .toList();
    }

    private static Set<String> questions() {
        Set<String> questions = new TreeSet<>();
        List<String> labels = new ArrayList<>(List.of("", "_tcp.", "_http._tcp.", "h0.", "h1."));
        for (String address : ADDRESSES) {
            labels.add(address.replaceAll("[.:]", "-").replaceAll("-$", "-0") + ".");
            questions.add(ReverseName.of(Cluster.ip(address)) + " PTR");
        }
        for (String namespace : NAMESPACES) {
            questions.add(namespace + ".svc.cluster.local. A");
            for (String label : labels) {
                SERVICES.forEach(name -> types(label + name + "." + namespace + ".svc.cluster.local.", questions));
                types(label + namespace + ".pod.cluster.local.", questions);
            }
            for (int number = 1; number <= 6; number++) {
                questions.add(ReverseName.of(Cluster.ip("10.96.0." + number)) + " PTR");
                questions.add(ReverseName.of(Cluster.ip("fd00:96::" + number)) + " PTR");
            }
        }
        return questions;
    }

    private static void types(String name, Set<String> questions) {
        for (String type : new String[] {"A", "AAAA", "SRV"}) {
            if (!type.equals("SRV") || name.startsWith("_http") || name.indexOf('.') == 1) {
                questions.add(name + " " + type);
            }
        }
    }

    private static String key(ClusterObject object) {
        return object.kind() + "/" + object.namespace() + "/" + object.name();
    }

    private static String pick(List<String> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
