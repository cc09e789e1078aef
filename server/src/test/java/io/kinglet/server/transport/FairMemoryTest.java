package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.index.Published;
import io.kinglet.dns.resolver.Refusals;
import io.kinglet.dns.resolver.Resolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever fills the memory of a loop makes room with his own connections. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class FairMemoryTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final ScriptedResolver resolver = new ScriptedResolver();

    @AutoClose
    private final Opened opened = new Opened();

    static List<Boolean> transports() {
        return ScriptedResolver.transports();
    }

    private Listeners listen(boolean epoll) throws IOException {
        TransportLimits limits = new TransportLimits(1, 1000, 400, LONG, LONG, LONG);
        return opened.add(Listeners.open(
                opened.add(new TransportResources(limits, epoll)),
                List.of(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0)),
                new Published<Resolver>(resolver),
                Refusals.UNCOUNTED,
                true));
    }

    private Socket connect(Listeners listeners, String from) throws IOException {
        Socket socket = opened.add(new Socket());
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), listeners.port()));
        return socket;
    }

    private static long open(List<Socket> sockets) {
        return sockets.stream().filter(it -> !isClosed(it)).count();
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @MethodSource("transports")
    void manyUnfinishedMessagesOfOneAddressDoNotCloseAnothers(boolean epoll) throws Exception {
        Listeners listeners = listen(epoll);
        byte[] whole = Messages.framed(new byte[0xffff]);
        Socket other = connect(listeners, "127.0.0.1");
        other.getOutputStream().write(whole, 0, 50_000);
        List<Socket> greedy = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Socket each = connect(listeners, "127.0.0.2");
            greedy.add(each);
            each.getOutputStream().write(whole, 0, i < 200 ? 60_000 : 600);
        }
        await().until(() -> open(greedy) < greedy.size());
        Socket late = connect(listeners, "127.0.0.3");
        late.getOutputStream().write(whole, 0, 60_000);
        late.getOutputStream().write(whole, 60_000, whole.length - 60_000);
        other.getOutputStream().write(whole, 50_000, whole.length - 50_000);
        assertThat(Messages.receive(late)).isNotEmpty();
        assertThat(Messages.receive(other)).isNotEmpty();
        assertThat(open(greedy)).isGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("transports")
    void whoOwesMuchUnreadIsClosedAndNoOther(boolean epoll) throws Exception {
        Listeners listeners = listen(epoll);
        Socket deaf = connect(listeners, "127.0.0.2");
        Socket other = connect(listeners, "127.0.0.1");
        byte[] slow = Messages.query(1, "slow.test.", 1);
        byte[][] many = new byte[400][];
        Arrays.fill(many, slow);
        deaf.getOutputStream().write(Messages.framed(many));
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < many.length; i++) {
            answers.add(resolver.nextSlow());
        }
        answers.forEach(resolver::finishBig);
        other.getOutputStream().write(Messages.framed(Messages.query(2, "a.test.", 1)));
        assertThat(Messages.id(Messages.receive(other))).isEqualTo(2);
        await().until(() -> isGone(deaf));
    }

    /** Whether the other end has closed it, though not all has been read. */
    private static boolean isGone(Socket socket) {
        try {
            socket.getOutputStream().write(1);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
