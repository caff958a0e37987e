package dev.doorbell;

import dev.doorbell.spi.TimedByteChannel;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A channel with nothing behind it. */
final class FakeChannel implements TimedByteChannel {
    private boolean open = true;

    @Override
    public int read(ByteBuffer target) {
        return -1;
    }

    @Override
    public int write(ByteBuffer source) {
        return 0;
    }

    @Override
    public void setReadTimeout(Duration limit) {
        // it never waits
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
