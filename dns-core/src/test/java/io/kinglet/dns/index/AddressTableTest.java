package io.kinglet.dns.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.kinglet.dns.name.IpAddress;
import io.kinglet.dns.name.Octets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTableTest {

    private record Version(AddressTable<Integer> table, Map<IpAddress, Integer> expected) {}

    @Test
    void emptyTableFindsNothing() {
        AddressTable<Integer> table = AddressTable.empty();

        assertThat(table.get(IpAddress.v4(0))).isNull();
        assertThat(table.get(IpAddress.v6(0, 0))).isNull();
    }

    @Test
    void addressOfZerosIsAnAddressLikeOthers() {
        AddressTable.Edit<Integer> edit = AddressTable.<Integer>empty().edit();
        edit.put(IpAddress.v4(0), 4);
        AddressTable<Integer> four = edit.build();
        edit = four.edit();
        edit.put(IpAddress.v6(0, 0), 6);
        AddressTable<Integer> both = edit.build();

        assertThat(four.get(IpAddress.v4(0))).isEqualTo(4);
        assertThat(four.get(IpAddress.v6(0, 0))).isNull();
        assertThat(both.get(IpAddress.v4(0))).isEqualTo(4);
        assertThat(both.get(IpAddress.v6(0, 0))).isEqualTo(6);
    }

    @Test
    void familiesWithTheSameNumberAreToldApart() {
        AddressTable.Edit<Integer> edit = AddressTable.<Integer>empty().edit();
        edit.put(IpAddress.v4(0x0a000001), 4);
        AddressTable<Integer> table = edit.build();

        assertThat(table.get(false, 0, 0x0a000001L)).isEqualTo(4);
        assertThat(table.get(true, 0, 0x0a000001L)).isNull();
    }

    @Test
    void everyIpv6AddressAndNoOtherIsMatched() {
        AddressTable.Edit<Integer> edit = AddressTable.<Integer>empty().edit();
        Set<IpAddress> expected = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            edit.put(IpAddress.v4(i), -i);
            edit.put(IpAddress.v6(i, 7), i);
            expected.add(IpAddress.v6(i, 7));
        }
        AddressTable<Integer> table = edit.build();
        Set<IpAddress> met = new HashSet<>();

        assertThat(table.anyV6((high, low) -> !met.add(IpAddress.v6(high, low))))
                .isFalse();
        assertThat(met).isEqualTo(expected);
        assertThat(table.anyV6((high, low) -> high == 99)).isTrue();
        assertThat(AddressTable.empty().anyV6((high, low) -> true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyVersionStaysWhatItWas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Version> versions = new ArrayList<>();
        versions.add(new Version(AddressTable.empty(), Map.of()));
        for (int round = 0; round < 60; round++) {
            Version from = versions.get(random.nextInt(4) == 0 ? random.nextInt(versions.size()) : versions.size() - 1);
            AddressTable.Edit<Integer> edit = from.table().edit();
            Map<IpAddress, Integer> expected = new HashMap<>(from.expected());
            for (int i = random.nextInt(200); i >= 0; i--) {
                IpAddress address = address(random);
                if (random.nextInt(3) == 0) {
                    edit.remove(address);
                    expected.remove(address);
                } else {
                    edit.put(address, i);
                    expected.put(address, i);
                }
                assertThat(edit.get(address)).isEqualTo(expected.get(address));
            }
            versions.add(new Version(edit.build(), expected));
        }
        for (Version version : versions) {
            for (int i = 0; i < 1000; i++) {
                assertThat(version.table().get(v4(i)))
                        .isEqualTo(version.expected().get(v4(i)));
                assertThat(version.table().get(v6(i)))
                        .isEqualTo(version.expected().get(v6(i)));
            }
        }
    }

    @Test
    void tableGrowsPastEveryShard() {
        AddressTable.Edit<Integer> edit = AddressTable.<Integer>empty().edit();
        for (int i = 0; i < 50_000; i++) {
            edit.put(v4(i), i);
            edit.put(v6(i), -i);
        }
        AddressTable<Integer> table = edit.build();

        for (int i = 0; i < 50_000; i++) {
            assertThat(table.get(v4(i))).isEqualTo(i);
            assertThat(table.get(v6(i))).isEqualTo(-i);
        }
        assertThat(table.get(v4(50_000))).isNull();
    }

    @Test
    void addressesThatCollideAreToldApart() {
        List<IpAddress> colliding = new ArrayList<>();
        for (int i = 0; colliding.size() < 12; i++) {
            long hash = Octets.hash(0, i);
            if (hash >>> Long.SIZE - NameTable.SHARD_BITS == 0 && (hash & 15) == 0) {
                colliding.add(IpAddress.v4(i));
            }
        }
        AddressTable.Edit<Integer> edit = AddressTable.<Integer>empty().edit();
        colliding.forEach(address -> edit.put(address, colliding.indexOf(address)));
        AddressTable<Integer> full = edit.build();
        AddressTable.Edit<Integer> thin = full.edit();
        for (int i = 0; i < colliding.size(); i += 2) {
            thin.remove(colliding.get(i));
        }
        AddressTable<Integer> half = thin.build();

        for (int i = 0; i < colliding.size(); i++) {
            assertThat(full.get(colliding.get(i))).isEqualTo(i);
            assertThat(half.get(colliding.get(i))).isEqualTo(i % 2 == 0 ? null : i);
        }
    }

    private static IpAddress address(SplittableRandom random) {
        return random.nextBoolean() ? v4(random.nextInt(1000)) : v6(random.nextInt(1000));
    }

    private static IpAddress v4(int number) {
        return IpAddress.v4(0x0a000000 + number);
    }

    private static IpAddress v6(int number) {
        return IpAddress.v6(0xfd00_0000_0000_0000L + number % 7, number);
    }
}
