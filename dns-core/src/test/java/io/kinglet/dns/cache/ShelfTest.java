package io.kinglet.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.wire.Query;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShelfTest {

    private static final int CAPACITY = 100;

    private final Shelf shelf = new Shelf(
            new CacheConfig.Shelving(CAPACITY, Duration.ofHours(1), Duration.ZERO, List.of()), 0, new FakeTicker());

    private void put(int number, int strings) {
        Query query = Ask.tcp("n" + number + ".example.test.", "TXT");
        String text = "\"" + "x".repeat(250) + "\" ";
        Reply reply = Reply.to(query);
        for (int i = 0; i < strings; i++) {
            reply.answer("n" + number + ".example.test. 300 TXT " + text + i);
        }
        Entry entry = new Entry(new Answer.Relayed(reply.message(), 0), 0, 300_000_000_000L);
        shelf.put(CacheKey.borrowed(query).kept(), entry);
    }

    @Test
    void holdsAsManyMessagesAsItsCapacity() {
        for (int i = 0; i < 2 * CAPACITY; i++) {
            put(i, 1);
        }
        assertThat(shelf.size()).isEqualTo(CAPACITY);
        assertThat(shelf.evictions()).isEqualTo(CAPACITY);
    }

    @Test
    void messagesThatNoDatagramHoldsTakeTheRoomOfSeveral() {
        for (int i = 0; i < CAPACITY; i++) {
            put(i, 200);
        }
        assertThat(shelf.size()).isBetween(1L, 3L);
    }
}
