package io.kinglet.dns.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class QueuedTransfersTest {

    private static final InetSocketAddress PRIMARY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);

    private final List<TransferClient.Receiver> begun = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final QueuedTransfers transfers = new QueuedTransfers(this::begin, 2);

    private TransferClient.Fetch begin(InetSocketAddress primary, byte[] query, TransferClient.Receiver receiver) {
        begun.add(receiver);
        return () -> receiver.ended("broken off by the transport");
    }

    private TransferClient.Fetch fetch(String name) {
        return transfers.fetch(PRIMARY, new byte[12], new TransferClient.Receiver() {
            @Override
            public boolean message(byte[] octets, int length) {
                return length == 1;
            }

            @Override
            public void ended(@Nullable String problem) {
                ended.add(name + " " + problem);
            }
        });
    }

    @Test
    void noMoreThanTheBoundRunAtATimeAndTheOthersFollowInOrder() {
        List.of("a", "b", "c", "d").forEach(this::fetch);
        assertThat(begun).hasSize(2);
        begun.get(1).ended(null);
        assertThat(begun).hasSize(3);
        begun.get(0).ended("no");
        begun.get(2).ended(null);
        begun.get(3).ended(null);
        assertThat(ended).containsExactly("b null", "a no", "c null", "d null");
        fetch("e");
        fetch("f");
        fetch("g");
        assertThat(begun).hasSize(6);
    }

    @Test
    void oneThatIsBrokenOffWhileItWaitsIsToldAndNeverBegins() {
        fetch("a");
        fetch("b");
        fetch("c").cancel();
        assertThat(ended).containsExactly("c broken off");
        begun.get(0).ended(null);
        assertThat(begun).hasSize(2);
        fetch("d");
        assertThat(begun).hasSize(3);
    }

    @Test
    void oneThatIsUnderWayIsBrokenOffByTheTransportAndMakesRoom() {
        TransferClient.Fetch first = fetch("a");
        fetch("b");
        fetch("c");
        first.cancel();
        assertThat(ended).containsExactly("a broken off by the transport");
        assertThat(begun).hasSize(3);
    }

    @Test
    void messagesGoThrough() {
        fetch("a");
        assertThat(begun.get(0).message(new byte[1], 1)).isTrue();
        assertThat(begun.get(0).message(new byte[2], 2)).isFalse();
    }
}
