package io.kinglet.dns.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.Octets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTableTest {

    private record Named(byte[] key, int value) implements NameTable.Entry {}

    /** A version of the table and what it must hold for ever. */
    private record Version(NameTable<Named> table, Map<String, Integer> expected) {}

    @Test
    void emptyTableFindsNothing() {
        NameTable<Named> table = NameTable.empty();

        assertThat(table.size()).isZero();
        assertThat(table.get(octets("a"))).isNull();
        assertThat(table.get(new byte[0])).isNull();
    }

    @Test
    void nameIsFoundInTheMiddleOfOtherOctets() {
        NameTable.Edit<Named> edit = NameTable.<Named>empty().edit();
        edit.put(new Named(octets("name"), 7));
        NameTable<Named> table = edit.build();

        byte[] message = octets("xxnamexx");

        assertThat(table.get(message, 2, 4))
                .isNotNull()
                .extracting(Named::value)
                .isEqualTo(7);
        assertThat(table.get(message, 2, 5)).isNull();
        assertThat(table.get(message, 1, 4)).isNull();
    }

    @Test
    void secondEntryOfANameReplacesTheFirst() {
        NameTable.Edit<Named> edit = NameTable.<Named>empty().edit();
        edit.put(new Named(octets("name"), 1));
        edit.put(new Named(octets("name"), 2));
        NameTable<Named> table = edit.build();

        assertThat(table.size()).isEqualTo(1);
        assertThat(table.get(octets("name")))
                .isNotNull()
                .extracting(Named::value)
                .isEqualTo(2);
    }

    @Test
    void removingAnUnknownNameChangesNothing() {
        NameTable.Edit<Named> edit = NameTable.<Named>empty().edit();
        edit.put(new Named(octets("name"), 1));
        edit.remove(octets("other"));

        assertThat(edit.build().size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyVersionStaysWhatItWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Version> versions = new ArrayList<>();
        versions.add(new Version(NameTable.empty(), Map.of()));
        for (int round = 0; round < 60; round++) {
            // Now and then an older version is edited: nothing says that the newest must be.
            Version from = versions.get(random.nextInt(4) == 0 ? random.nextInt(versions.size()) : versions.size() - 1);
            NameTable.Edit<Named> edit = from.table().edit();
            Map<String, Integer> expected = new HashMap<>(from.expected());
            for (int i = random.nextInt(200); i >= 0; i--) {
                String name = "n" + random.nextInt(1500);
                if (random.nextInt(3) == 0) {
                    edit.remove(octets(name));
                    expected.remove(name);
                } else {
                    edit.put(new Named(octets(name), i));
                    expected.put(name, i);
                }
                assertThat(edit.get(octets(name)) != null).isEqualTo(expected.containsKey(name));
            }
            versions.add(new Version(edit.build(), expected));
        }
        versions.forEach(version -> assertThat(content(version.table())).isEqualTo(version.expected()));
    }

    @Test
    void tableGrowsPastEveryShard() {
        NameTable.Edit<Named> edit = NameTable.<Named>empty().edit();
        for (int i = 0; i < 50_000; i++) {
            edit.put(new Named(octets("name-" + i), i));
        }
        NameTable<Named> table = edit.build();

        assertThat(table.size()).isEqualTo(50_000);
        for (int i = 0; i < 50_000; i++) {
            Named entry = table.get(octets("name-" + i));
            if (entry == null || entry.value() != i) {
                throw new AssertionError("name-" + i + " gives " + entry);
            }
        }
        assertThat(table.get(octets("name-50000"))).isNull();
    }

    @Test
    void namesThatCollideAreToldApart() {
        List<String> colliding = colliding(12);
        NameTable.Edit<Named> edit = NameTable.<Named>empty().edit();
        colliding.forEach(name -> edit.put(new Named(octets(name), colliding.indexOf(name))));
        NameTable<Named> full = edit.build();
        NameTable.Edit<Named> thin = full.edit();
        for (int i = 0; i < colliding.size(); i += 2) {
            thin.remove(octets(colliding.get(i)));
        }
        NameTable<Named> half = thin.build();

        assertThat(content(full)).hasSize(12);
        for (int i = 0; i < colliding.size(); i++) {
            assertThat(full.get(octets(colliding.get(i))))
                    .isNotNull()
                    .extracting(Named::value)
                    .isEqualTo(i);
            assertThat(half.get(octets(colliding.get(i))) != null).isEqualTo(i % 2 == 1);
        }
    }

    /** Names that all fall into the first place of the first shard, as long as a shard has 16 places or fewer. */
    private static List<String> colliding(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; names.size() < count; i++) {
            byte[] name = octets("c" + i);
            long hash = Octets.hash(name, 0, name.length);
            if (hash >>> Long.SIZE - NameTable.SHARD_BITS == 0 && (hash & 15) == 0) {
                names.add("c" + i);
            }
        }
        return names;
    }

    private static Map<String, Integer> content(NameTable<Named> table) {
        Map<String, Integer> content = new HashMap<>();
        table.forEach(entry -> content.put(new String(entry.key(), StandardCharsets.UTF_8), entry.value()));
        assertThat(table.size()).isEqualTo(content.size());
        content.forEach((name, value) -> assertThat(table.get(octets(name)))
                .isNotNull()
                .extracting(Named::value)
                .isEqualTo(value));
        return content;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
