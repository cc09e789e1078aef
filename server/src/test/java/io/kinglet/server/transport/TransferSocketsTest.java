package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kinglet.dns.transfer.TransferClient;
import io.kinglet.dns.wire.Header;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long a primary may take, one way or the other. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class TransferSocketsTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private int wanted = Integer.MAX_VALUE;

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private <T extends AutoCloseable> T open(T what) {
        opened.add(what);
        return what;
    }

    /** A primary that sends, for ever, one part of what may be a message after the other. */
    private ScriptedUpstream trickling(int octets) throws IOException {
        return open(ScriptedUpstream.tcp((connection, in) -> {
            query(in);
            OutputStream out = connection.getOutputStream();
            out.write(new byte[] {(byte) 0xff, (byte) 0xff});
            try {
                while (!left.await(20, TimeUnit.MILLISECONDS)) {
                    out.write(new byte[octets]);
                }
            } catch (IOException e) {
                left.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private byte[] query(DataInputStream in) throws IOException {
        byte[] query = ScriptedUpstream.message(in);
        asked.countDown();
        return query;
    }

    private static void reply(Socket connection, byte[] query) throws IOException {
        connection.getOutputStream().write(Messages.framed(ScriptedUpstream.reply(query, 1)));
    }

    private TransferClient.Fetch fetch(ScriptedUpstream primary, TransferPatience patience) {
        TransportLimits standard = TransportLimits.standard();
        TransportLimits one =
                new TransportLimits(1, 10, standard.inFlight(), standard.idle(), standard.read(), standard.write());
        TransferSockets sockets = new TransferSockets(open(new TransportResources(one)), patience);
        return sockets.fetch(primary.address(), Messages.query(7, "zone.test.", 252), new TransferClient.Receiver() {
            @Override
            public boolean message(byte[] octets, int length) {
                lengths.add(length);
                return lengths.size() < wanted;
            }

            @Override
            public void ended(@Nullable String problem) {
                ended.add(String.valueOf(problem));
            }
        });
    }

    private String end() throws InterruptedException {
        return String.valueOf(ended.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void messagesArriveUntilTheReceiverHasEnough() throws Exception {
        ScriptedUpstream primary = open(ScriptedUpstream.tcp((connection, in) -> {
            byte[] query = query(in);
            for (int i = 0; i < 3; i++) {
                reply(connection, query);
            }
        }));
        wanted = 3;
        fetch(primary, new TransferPatience(LONG, LONG, LONG, 0));
        assertThat(end()).isEqualTo("null");
        assertThat(lengths).hasSize(3);
    }

    @Test
    void silentPrimaryIsLeft() throws Exception {
        ScriptedUpstream primary = open(ScriptedUpstream.tcp((connection, in) -> query(in)));
        fetch(primary, new TransferPatience(SHORT, LONG, LONG, 0));
        assertThat(end()).isEqualTo("nothing came for 300 ms");
    }

    @Test
    void primaryThatTricklesIsLeft() throws Exception {
        fetch(trickling(1), new TransferPatience(LONG, LONG, SHORT, 1000));
        assertThat(end()).matches("no more than \\d+ octets came in 300 ms");
        assertThat(left.await(20, TimeUnit.SECONDS))
                .as("its connection is closed")
                .isTrue();
    }

    @Test
    void primaryThatComesToNoEndIsLeft() throws Exception {
        fetch(trickling(1), new TransferPatience(LONG, SHORT.multipliedBy(3), SHORT, 1));
        assertThat(end()).isEqualTo("not all came in 900 ms");
        assertThat(left.await(20, TimeUnit.SECONDS))
                .as("its connection is closed")
                .isTrue();
    }

    @Test
    void transferCanBeBrokenOff() throws Exception {
        TransferClient.Fetch fetch = fetch(trickling(1), new TransferPatience(LONG, LONG, LONG, 0));
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        fetch.cancel();
        assertThat(end()).isEqualTo("broken off");
        assertThat(left.await(20, TimeUnit.SECONDS))
                .as("its connection is closed")
                .isTrue();
        fetch.cancel();
        await().during(Duration.ofMillis(50)).until(ended::isEmpty);
    }

    @Test
    void replyWithAnotherIdIsNone() throws Exception {
        ScriptedUpstream primary = open(ScriptedUpstream.tcp((connection, in) -> {
            byte[] query = query(in);
            Header.putU16(query, 0, Header.u16(query, 0) + 1);
            reply(connection, query);
        }));
        fetch(primary, new TransferPatience(LONG, LONG, LONG, 0));
        assertThat(end()).isEqualTo("what came is no reply");
    }
}
