package io.kinglet.linuxudp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static byte[] copied(MemorySegment names, int index) {
        byte[] target = new byte[16];
        return Arrays.copyOf(target, Names.copyAddress(names, index, target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::1", "::1", "0.0.0.0"})
    void addressIsCopiedAsJavaHasIt(String text) throws UnknownHostException {
        try (Arena arena = Arena.ofConfined()) {
            InetAddress address = InetAddress.getByName(text);
            MemorySegment names = arena.allocate(2 * Names.SLOT, Long.BYTES);
            MemorySegment name = Names.of(new InetSocketAddress(address, 53), arena);
            MemorySegment.copy(name, 0, names, Names.SLOT, name.byteSize());
            assertThat(copied(names, 1)).isEqualTo(address.getAddress());
            assertThat(Names.address(names, 1).getAddress().getAddress()).isEqualTo(address.getAddress());
        }
    }

    @Test
    void mappedAddressIsOfFourOctets() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment names = arena.allocate(Names.SLOT, Long.BYTES);
            names.set(JAVA_SHORT, 0, (short) Libc.AF_INET6);
            byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 7};
            MemorySegment.copy(mapped, 0, names, JAVA_BYTE, 8, mapped.length);
            assertThat(copied(names, 0)).containsExactly(192, 0, 2, 7);
            assertThat(Names.ipv6(names, 0)).isFalse();
        }
    }
}
