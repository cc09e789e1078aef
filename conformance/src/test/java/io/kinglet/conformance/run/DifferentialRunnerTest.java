package io.kinglet.conformance.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.conformance.ask.Client;
import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.Reply;
import io.kinglet.conformance.ask.SocketClient;
import io.kinglet.conformance.ask.Transport;
import io.kinglet.conformance.match.Replies;
import io.kinglet.conformance.rpl.CaseReader;
import io.kinglet.conformance.rpl.Step;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferentialRunnerTest {

    private static final Reply NODATA = Replies.of("NOERROR", "aa");
    private static final Reply NXDOMAIN = Replies.of("NXDOMAIN", "aa");
    private static final String STEPS = """
            STEP 1 QUERY a.cluster.local. A +udp
            STEP 2 CHECK NOERROR aa
            """;

    @Test
    void serversThatAgreeAreNoFinding() {
        assertThat(run(NODATA, NODATA)).isEmpty();
    }

    @Test
    void aDifferenceIsAFindingThatSaysWhichRowToWrite() {
        assertThat(run(NODATA, NXDOMAIN))
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .contains("| ? | n | 1 | NOERROR aa | NXDOMAIN aa | ? |");
    }

    @Test
    void aListedDifferenceIsNoFinding() {
        assertThat(run(NODATA, NXDOMAIN, row("NOERROR aa", "NXDOMAIN aa"))).isEmpty();
        assertThat(run(NODATA, NXDOMAIN, row("*", "*"))).isEmpty();
    }

    @Test
    void aDifferenceOtherThanTheListedIsAFindingAndSoIsTheRow() {
        assertThat(run(NODATA, NXDOMAIN, row("NOERROR aa", "SERVFAIL"))).hasSize(2);
    }

    @Test
    void aListedDifferenceThatIsNoneIsAFinding() {
        assertThat(run(NODATA, NODATA, row("*", "*")))
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .contains("divergences.md:9")
                .contains("take it out");
    }

    @Test
    void ourOwnMistakeIsAFindingEvenWhenThePeerMakesItToo() {
        assertThat(run(NXDOMAIN, NXDOMAIN))
                .singleElement()
                .extracting(Finding::sentences)
                .isEqualTo(List.of("rcode: wanted NOERROR, got NXDOMAIN"));
    }

    private static Divergence row(String ours, String theirs) {
        return new Divergence("B1", "n", Set.of(1), ours, theirs, "because", 9);
    }

    private static List<Finding> run(Reply ours, Reply theirs, Divergence... listed) {
        Server one = new Server(1);
        Server other = new Server(2);
        Client client = new Answers(Map.of(one.address(), ours, other.address(), theirs));
        CaseReader reader = new CaseReader(path -> "", Map.of());
        return new DifferentialRunner(client, new SocketClient(Duration.ofMillis(1)), Duration.ZERO, List.of(listed))
                .run(reader.read("n", "; c\n; s\nCONFIG\n  x\n" + STEPS), one, other);
    }

    /** Replies by server, without a network. */
    private record Answers(Map<InetSocketAddress, Reply> replies) implements Client {

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public boolean speaks(Question question) {
            return true;
        }

        @Override
        public Optional<Reply> ask(Question question, Transport transport, InetSocketAddress server) {
            return Optional.ofNullable(replies.get(server));
        }
    }

    /** No more than an address. */
    private record Server(int port) implements Subject {

        @Override
        public InetSocketAddress address() {
            return InetSocketAddress.createUnresolved("localhost", port);
        }

        @Override
        public void apply(Step.Apply step) {}

        @Override
        public void delete(Step.Delete step) {}

        @Override
        public void close() {}
    }
}
