package io.kinglet.dns.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.answer.Answer;
import io.kinglet.dns.fixture.Ask;
import io.kinglet.dns.fixture.FakeTicker;
import io.kinglet.dns.fixture.Reply;
import io.kinglet.dns.wire.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShelfTest {

    private static final int CAPACITY = 100;
    private static final long LIFETIME = 300_000_000_000L;

    private final FakeTicker ticker = new FakeTicker();
    private final Shelf shelf =
            new Shelf(new CacheConfig.Shelving(CAPACITY, Duration.ofHours(1), Duration.ZERO, List.of()), 0, ticker);

    private int refetched = -1;

    private void put(int number, int strings) {
        refetched += number == 0 ? 1 : 0;
        Query query = Ask.tcp("n" + number + ".example.test.", "TXT");
        String text = "\"" + "x".repeat(250) + "\" ";
        Reply reply = Reply.to(query);
        for (int i = 0; i < strings; i++) {
            reply.answer("n" + number + ".example.test. 300 TXT " + text + i);
        }
        CacheKey key = CacheKey.borrowed(query, CacheKey.hash(query)).kept();
        shelf.put(new Entry(key, new Answer.Relayed(reply.message(), 0), 0, LIFETIME));
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

    private @Nullable Entry find(int number, int rotation, long now) {
        Query query = Ask.tcp("N" + number + ".example.test.", "TXT");
        query.rotation(rotation);
        return shelf.find(query, CacheKey.hash(query), now);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void isFoundUntilItIsOver(int rotation) {
        put(1, 1);
        assertThat(find(1, rotation, LIFETIME - 1)).isNotNull();
        assertThat(find(1, rotation, LIFETIME)).isNull();
        assertThat(find(2, rotation, 0)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatTheShelfHasLetGoOfIsNotFound(int rotation) {
        put(1, 1);
        Entry first = find(1, rotation, 0);
        shelf.remove(first.key());
        assertThat(find(1, rotation, 0)).isNull();
        put(1, 1);
        Entry second = find(1, rotation, 0);
        assertThat(second).isNotNull().isNotSameAs(first);
        put(1, 1);
        assertThat(find(1, rotation, 0)).isNotNull().isNotSameAs(second);
    }

    @Test
    void entriesThatMeetInFrontAreAllFound() {
        Shelf small =
                new Shelf(new CacheConfig.Shelving(1000, Duration.ofHours(1), Duration.ZERO, List.of()), 0, ticker);
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            Query query = Ask.tcp("n" + i + ".example.test.", "A");
            query.rotation(1);
            queries.add(query);
            Reply reply = Reply.to(query).answer("n" + i + ".example.test. 300 A 192.0.2.1");
            CacheKey key = CacheKey.borrowed(query, CacheKey.hash(query)).kept();
            small.put(new Entry(key, new Answer.Relayed(reply.message(), 0), 0, LIFETIME));
        }
        for (int round = 0; round < 2; round++) {
            for (Query query : queries) {
                Entry entry = small.find(query, CacheKey.hash(query), 0);
                assertThat(entry).isNotNull();
                assertThat(entry.key().isOf(query, CacheKey.hash(query))).isTrue();
            }
        }
    }

    @Test
    void whatIsAskedForAllTheTimeSurvivesNamesThatAreAskedForOnce() {
        put(0, 1);
        for (int i = 1; i < 200 * CAPACITY; i++) {
            put(i, 1);
            for (int hit = 0; hit < 4; hit++) {
                if (find(0, 4 * i + hit, 0) == null) {
                    put(0, 1);
                }
            }
        }
        assertThat(find(0, 1, 0)).isNotNull();
        assertThat(refetched).isLessThan(20);
    }
}
