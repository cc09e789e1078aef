package io.kinglet.k8s.reach;

import static io.kinglet.k8s.fixture.Cluster.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.k8s.fixture.ServiceTown;
import io.kinglet.k8s.network.ClusterNetwork;
import io.kinglet.k8s.policy.PolicyJudge;
import io.kinglet.k8s.policy.Reason;
import io.kinglet.k8s.policy.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Service makes of traffic, policies apart: everything is allowed here. */
class ServiceTranslationTest {

    private static final PolicyJudge OPEN = traffic -> Verdict.of(
            Verdict.Outcome.ALLOWED, new Reason(Reason.Code.NOT_ISOLATED, null, null, "nothing isolates either end"));

    private final ServiceTown town = new ServiceTown();

    ServiceTranslationTest() {
        town.pod("shop/client", "10.1.0.9").on("n1", "192.168.0.1");
    }

    private Reach reach(String service, PortWish wish) {
        ClusterNetwork network = town.network();
        return new Reachability(network, OPEN, "cluster.local")
                .reach(
                        new Origin.OfPod(ServiceTown.pod(network, "shop/client")),
                        new Target.OfService(ServiceTown.service(network, service)),
                        wish);
    }

    private Reach reach(Origin from, String address, PortWish wish) {
        return new Reachability(town.network(), OPEN, "cluster.local")
                .reach(from, new Target.OfAddress(ip(address)), wish);
    }

    private static List<String> ends(Reach reach) {
        return reach.ports().stream()
                .flatMap(port -> port.groups().stream())
                .flatMap(group -> group.destinations().stream().map(to -> to.address() + ":" + group.port()))
                .toList();
    }

    private static List<Remark.Code> codes(Reach reach) {
        return java.util.stream.Stream.concat(
                        reach.remarks().stream(), reach.ports().stream().flatMap(port -> port.remarks().stream()))
                .map(Remark::code)
                .distinct()
                .toList();
    }

    @Test
    void aPortBecomesTheTargetPort() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web");
        town.pod("shop/web-2", "10.1.0.2").labels("app=web");
        town.service("shop/web", "10.96.0.1").selects("app=web").port("http", 80, 8080);

        Reach reach = reach("shop/web", PortWish.of("tcp", 80));

        assertThat(reach.outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(ends(reach)).containsExactly("10.1.0.1:8080", "10.1.0.2:8080");
        assertThat(codes(reach)).isEmpty();
    }

    @Test
    void aNamedTargetPortMayDifferFromPodToPod() {
        town.pod("shop/old", "10.1.0.1").labels("app=web").port("http", 8080);
        town.pod("shop/new", "10.1.0.2").labels("app=web").port("http", 9090);
        town.service("shop/web", "10.96.0.1").selects("app=web").port("", 80, "http");

        assertThat(ends(reach("shop/web", PortWish.ALL))).containsExactly("10.1.0.1:8080", "10.1.0.2:9090");
    }

    @Test
    void aNamedTargetPortThatNoContainerHasLeadsNowhere() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web").port("http", 8080);
        town.service("shop/web", "10.96.0.1")
                .selects("app=web")
                .port("http", 80, "http")
                .port("metrics", 90, "metrics");

        Reach reach = reach("shop/web", PortWish.ALL);

        assertThat(reach.outcome()).isEqualTo(Outcome.PARTLY);
        assertThat(reach.ports().get(1).outcome()).isEqualTo(Outcome.NOBODY);
        assertThat(reach.ports().get(1).remarks().get(0).text())
                .isEqualTo("no container of the Pods behind Service shop/web has a tcp port named metrics;"
                        + " they have http 8080/tcp");
    }

    @Test
    void aPortThatTheServiceDoesNotHaveIsSaid() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web");
        town.service("shop/web", "10.96.0.1").selects("app=web").port("http", 80, 8080);

        Reach reach = reach("shop/web", PortWish.of("tcp", 8080));

        assertThat(reach.outcome()).isEqualTo(Outcome.NOBODY);
        assertThat(reach.remarks().get(0).text())
                .isEqualTo("Service shop/web has no port 8080/tcp; it has http 80/tcp");
    }

    @Test
    void endpointsThatAreNotReadyGetNothing() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web");
        town.pod("shop/web-2", "10.1.0.2").labels("app=web").notReady();
        town.pod("shop/web-3", "10.1.0.3").labels("app=web").phase("Pending");
        town.service("shop/web", "10.96.0.1").selects("app=web").port("http", 80, 8080);

        Reach reach = reach("shop/web", PortWish.ALL);

        assertThat(ends(reach)).containsExactly("10.1.0.1:8080");
        assertThat(reach.ports().get(0).remarks().get(0).text())
                .isEqualTo("2 endpoints are not ready and get nothing: shop/web-2 (not ready), shop/web-3 (Pending)");
    }

    @Test
    void endpointsThatEndServeOnlyWhereNoneIsReady() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web").terminating(true);
        town.pod("shop/web-2", "10.1.0.2").labels("app=web").terminating(false);
        town.service("shop/web", "10.96.0.1").selects("app=web").port("http", 80, 8080);

        Reach none = reach("shop/web", PortWish.ALL);
        assertThat(ends(none)).containsExactly("10.1.0.1:8080");
        assertThat(codes(none)).containsExactly(Remark.Code.TERMINATING_USED, Remark.Code.NOT_READY);

        town.pod("shop/web-3", "10.1.0.3").labels("app=web");
        assertThat(ends(reach("shop/web", PortWish.ALL))).containsExactly("10.1.0.3:8080");
    }

    @Test
    void endpointsThatArePublishedNotReadyGetTraffic() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web").notReady();
        town.service("shop/web", "10.96.0.1")
                .selects("app=web")
                .publishNotReady()
                .port("http", 80, 8080);

        Reach reach = reach("shop/web", PortWish.ALL);

        assertThat(reach.outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(codes(reach)).containsExactly(Remark.Code.NOT_READY_PUBLISHED);
    }

    @Test
    void whyThereAreNoEndpointsIsSaid() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web,tier=front").notReady();
        town.service("shop/unready", "10.96.0.1").selects("app=web").port("", 80, 80);
        town.service("shop/astray", "10.96.0.2").selects("app=web,tier=back").port("", 80, 80);
        town.service("shop/bare", "10.96.0.3").port("", 80, 80);

        assertThat(codes(reach("shop/unready", PortWish.ALL))).contains(Remark.Code.NOT_READY);
        Reach astray = reach("shop/astray", PortWish.ALL);
        assertThat(astray.ports().get(0).remarks().get(0).text())
                .isEqualTo("the selector of Service shop/astray, app=web,tier=back, matches no Pods of its namespace;"
                        + " there are Pods with app=web");
        assertThat(codes(reach("shop/bare", PortWish.ALL))).containsExactly(Remark.Code.NO_SELECTOR);
    }

    @Test
    void internalTrafficPolicyLocalStaysOnTheNode() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web").on("n1", "192.168.0.1");
        town.pod("shop/web-2", "10.1.0.2").labels("app=web").on("n2", "192.168.0.2");
        town.pod("shop/far-1", "10.1.0.3").labels("app=far").on("n2", "192.168.0.2");
        town.service("shop/web", "10.96.0.1").selects("app=web").internalLocal().port("", 80, 80);
        town.service("shop/far", "10.96.0.2").selects("app=far").internalLocal().port("", 80, 80);

        assertThat(ends(reach("shop/web", PortWish.ALL))).containsExactly("10.1.0.1:80");
        Reach far = reach("shop/far", PortWish.ALL);
        assertThat(far.outcome()).isEqualTo(Outcome.NOBODY);
        assertThat(far.ports().get(0).remarks().get(0).text())
                .isEqualTo("only endpoints on node n1 get traffic, and none of the 1 endpoint is there and ready");
    }

    @Test
    void aHeadlessServiceTranslatesNoPorts() {
        town.pod("shop/db-0", "10.1.0.1").labels("app=db");
        town.service("shop/db").selects("app=db").port("sql", 80, 5432);

        Reach all = reach("shop/db", PortWish.ALL);
        assertThat(ends(all)).containsExactly("10.1.0.1:5432");
        assertThat(codes(all)).containsExactly(Remark.Code.HEADLESS);

        Reach byNumber = reach("shop/db", PortWish.of("tcp", 80));
        assertThat(ends(byNumber)).containsExactly("10.1.0.1:80");
        assertThat(byNumber.ports().get(0).remarks().get(0).text())
                .isEqualTo("a headless Service translates no ports: 80 is dialled at the Pods themselves, whose port is"
                        + " 5432");

        Reach right = reach("shop/db", PortWish.of("tcp", 5432));
        assertThat(ends(right)).containsExactly("10.1.0.1:5432");
        assertThat(codes(right)).containsExactly(Remark.Code.HEADLESS);
    }

    @Test
    void anExternalNameIsFollowedWithinTheCluster() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web");
        town.service("shop/web", "10.96.0.1").selects("app=web").port("http", 80, 8080);
        town.service("shop/alias").externalName("WEB.shop.svc.cluster.local.");
        town.service("shop/out").externalName("example.org");
        town.service("shop/gone").externalName("nobody.shop.svc.cluster.local");
        town.service("shop/a").externalName("b.shop.svc.cluster.local");
        town.service("shop/b").externalName("a.shop.svc.cluster.local");

        assertThat(ends(reach("shop/alias", PortWish.of("tcp", 80)))).containsExactly("10.1.0.1:8080");
        assertThat(codes(reach("shop/out", PortWish.of("tcp", 443))))
                .containsExactly(Remark.Code.EXTERNAL_NAME, Remark.Code.OUTSIDE);
        assertThat(reach("shop/gone", PortWish.ALL).outcome()).isEqualTo(Outcome.NOBODY);
        assertThat(codes(reach("shop/a", PortWish.ALL))).contains(Remark.Code.EXTERNAL_NAME_LOOP);
    }

    @Test
    void aPodReachesItselfThroughItsServiceByTurningRound() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web");
        town.service("shop/web", "10.96.0.1").selects("app=web").port("", 80, 8080);

        Reach reach = reach(new Origin.OfAddress(ip("10.1.0.1")), "10.96.0.1", PortWish.ALL);

        assertThat(codes(reach)).containsExactly(Remark.Code.WAY_IN, Remark.Code.HAIRPIN);
    }

    @Test
    void theOutsideComesInByLoadBalancersAndNodePorts() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web").on("n1", "192.168.0.1");
        town.pod("shop/web-2", "10.1.0.2").labels("app=web").on("n2", "192.168.0.2");
        town.service("shop/web", "10.96.0.1")
                .selects("app=web")
                .external("203.0.113.5")
                .nodePort("", 80, 8080, 30080);
        town.service("shop/local", "10.96.0.2")
                .selects("app=web")
                .externalLocal()
                .external("203.0.113.6")
                .nodePort("", 80, 8080, 30081);
        Origin outside = new Origin.Outside();

        assertThat(ends(reach(outside, "203.0.113.5", PortWish.of("tcp", 80))))
                .containsExactly("10.1.0.1:8080", "10.1.0.2:8080");
        assertThat(codes(reach(outside, "203.0.113.5", PortWish.ALL)))
                .containsExactly(Remark.Code.WAY_IN, Remark.Code.SOURCE_REWRITTEN);
        assertThat(ends(reach(outside, "192.168.0.2", PortWish.of("tcp", 30080))))
                .containsExactly("10.1.0.1:8080", "10.1.0.2:8080");
        assertThat(ends(reach(outside, "192.168.0.2", PortWish.of("tcp", 30081))))
                .containsExactly("10.1.0.2:8080");
        assertThat(reach(outside, "10.96.0.1", PortWish.ALL).outcome()).isEqualTo(Outcome.NOBODY);
    }

    @Test
    void theOutsideFindsNoWayIntoAServiceOfTheClusterAlone() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web");
        town.service("shop/web", "10.96.0.1").selects("app=web").port("", 80, 8080);
        ClusterNetwork network = town.network();

        Reach reach = new Reachability(network, OPEN, "cluster.local")
                .reach(
                        new Origin.Outside(),
                        new Target.OfService(ServiceTown.service(network, "shop/web")),
                        PortWish.ALL);

        assertThat(reach.outcome()).isEqualTo(Outcome.NOBODY);
        assertThat(codes(reach)).containsExactly(Remark.Code.NO_WAY_IN);
    }

    @Test
    void containersOfAPodShareLocalhost() {
        ClusterNetwork network = town.network();
        Reach reach = new Reachability(network, OPEN, "cluster.local")
                .reach(
                        new Origin.OfPod(ServiceTown.pod(network, "shop/client")),
                        new Target.OfPod(ServiceTown.pod(network, "shop/client")),
                        PortWish.of("tcp", 9000));

        assertThat(reach.outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(codes(reach)).containsExactly(Remark.Code.LOCALHOST);
    }

    @Test
    void nothingStartsAtTheAddressOfAService() {
        town.service("shop/web", "10.96.0.1").port("", 80, 8080);

        Reach reach = reach(new Origin.OfAddress(ip("10.96.0.1")), "10.1.0.9", PortWish.ALL);

        assertThat(reach.outcome()).isEqualTo(Outcome.NOBODY);
        assertThat(reach.remarks().get(0).text()).startsWith("10.96.0.1 is the address of a Service");
    }

    @Test
    void endpointsOfAFamilyThatTheOriginLacksAreNotUsed() {
        town.pod("shop/web-1", "10.1.0.1", "fd00::1").labels("app=web");
        town.service("shop/web", "10.96.0.1", "fd00:96::1").selects("app=web").port("", 80, 8080);

        assertThat(ends(reach("shop/web", PortWish.ALL))).containsExactly("10.1.0.1:8080");
    }

    @Test
    void servicesThatShareALoadBalancerAreToldApartByTheirPorts() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web");
        town.pod("shop/api-1", "10.1.0.2").labels("app=api");
        town.service("shop/api", "10.96.0.1")
                .selects("app=api")
                .port("", 80, 8080)
                .external("192.0.2.7");
        town.service("shop/web", "10.96.0.2")
                .selects("app=web")
                .port("", 443, 8443)
                .external("192.0.2.7");

        Reach one = reach(new Origin.Outside(), "192.0.2.7", PortWish.of("tcp", 443));
        assertThat(one.outcome()).isEqualTo(Outcome.ALLOWED);
        assertThat(ends(one)).containsExactly("10.1.0.1:8443");
        assertThat(ends(reach(new Origin.Outside(), "192.0.2.7", PortWish.ALL)))
                .containsExactly("10.1.0.2:8080", "10.1.0.1:8443");

        Reach none = reach(new Origin.Outside(), "192.0.2.7", PortWish.of("tcp", 22));
        assertThat(none.outcome()).isEqualTo(Outcome.NOBODY);
        assertThat(none.remarks())
                .extracting(Remark::text)
                .contains(
                        "Service shop/api has no port 22/tcp; it has 80/tcp",
                        "Service shop/web has no port 22/tcp; it has 443/tcp");
    }

    @Test
    void aNodeThatIsALoadBalancerKeepsItsNodePorts() {
        town.pod("shop/web-1", "10.1.0.1").labels("app=web").on("n1", "192.168.0.1");
        town.service("shop/web", "10.96.0.2")
                .selects("app=web")
                .nodePort("", 443, 8443, 30443)
                .external("192.168.0.1");

        assertThat(ends(reach(new Origin.Outside(), "192.168.0.1", PortWish.of("tcp", 443))))
                .containsExactly("10.1.0.1:8443");
        assertThat(ends(reach(new Origin.Outside(), "192.168.0.1", PortWish.of("tcp", 30443))))
                .containsExactly("10.1.0.1:8443");
    }

    @Test
    void namesInACircleAreSaidOnceEach() {
        town.service("shop/one", "10.96.0.1").externalName("two.shop.svc.cluster.local");
        town.service("shop/two", "10.96.0.2").externalName("one.shop.svc.cluster.local");

        Reach reach = reach("shop/one", PortWish.ALL);

        assertThat(reach.outcome()).isEqualTo(Outcome.NOBODY);
        assertThat(reach.remarks())
                .extracting(Remark::code)
                .containsExactly(Remark.Code.EXTERNAL_NAME, Remark.Code.EXTERNAL_NAME, Remark.Code.EXTERNAL_NAME_LOOP);
    }
}
