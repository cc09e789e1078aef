package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameBufferTest {

    private final FrameBuffer frames = new FrameBuffer();
    private final byte[] message = new byte[0xffff];

    private void append(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        frames.append(Unpooled.wrappedBuffer(bytes));
    }

    @Test
    void aMessageIsGivenOutOnceItIsWhole() {
        append(0);
        assertThat(frames.next(message)).isEqualTo(-1);
        append(2, 7);
        assertThat(frames.next(message)).isEqualTo(-1);
        append(8, 0);
        assertThat(frames.next(message)).isEqualTo(2);
        assertThat(message).startsWith(7, 8);
        assertThat(frames.held()).isEqualTo(1);
    }

    @Test
    void anEmptyMessageIsAMessage() {
        append(0, 0);
        assertThat(frames.next(message)).isZero();
    }

    @Test
    void memoryGrowsWithWhatArrivesNotWithWhatIsAnnounced() {
        append(0xff, 0xff, 1, 2, 3);
        assertThat(frames.capacity()).isLessThanOrEqualTo(512);
    }

    @Test
    void memoryIsGivenBackWhenAllIsRead() {
        byte[] big = new byte[40_000];
        frames.append(Unpooled.wrappedBuffer(Messages.framed(big)));
        assertThat(frames.next(message)).isEqualTo(40_000);
        assertThat(frames.capacity()).isZero();
    }

    @Test
    void anyDivisionOfTheStreamGivesTheSameMessages() {
        SplittableRandom random = new SplittableRandom(3);
        List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] each = new byte[random.nextInt(i % 50 == 0 ? 0x10000 : 600)];
            Arrays.fill(each, (byte) i);
            messages.add(each);
        }
        byte[] stream = Messages.framed(messages.toArray(byte[][]::new));
        int next = 0;
        for (int at = 0; at < stream.length; ) {
            int size = Math.min(stream.length - at, 1 + random.nextInt(at % 7 == 0 ? 70_000 : 300));
            frames.append(Unpooled.wrappedBuffer(stream, at, size));
            at += size;
            for (int length = frames.next(message); length >= 0; length = frames.next(message)) {
                assertThat(Arrays.copyOf(message, length)).isEqualTo(messages.get(next++));
            }
        }
        assertThat(next).isEqualTo(messages.size());
        assertThat(frames.held()).isZero();
    }
}
