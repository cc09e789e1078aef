package io.kinglet.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class in which a buffer was lost. */
public final class NoLeaks implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        ByteBufAllocator allocator = new AdaptiveByteBufAllocator();
        for (int i = 0; i < 3; i++) {
            System.gc();
            allocator.directBuffer(16).release();
        }
        assertThat(CountingLeakDetector.LEAKS).isEmpty();
    }
}
