package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A terminal, made by socat: who serves on it has its path, and who connects here types on it and reads its screen. */
public final class Terminal implements AutoCloseable {
    private final Program socat;
    private final Path link;
    private final Path keyboard;

    private Terminal(Program socat, Path link, Path keyboard) {
        this.socat = socat;
        this.link = link;
        this.keyboard = keyboard;
    }

    public static Terminal in(Path directory) throws Exception {
        Path link = directory.resolve("terminal");
        Path keyboard = directory.resolve("keyboard");
        Program socat =
                Program.start(List.of("socat", "-d", "-d", "PTY,rawer,link=" + link, "UNIX-LISTEN:" + keyboard));
        socat.errLine("listening on");
        Eventually.becomesTrue(link + " is there", () -> Files.isSymbolicLink(link));
        return new Terminal(socat, link, keyboard);
    }

    /** The device itself, {@code /dev/pts/7}. */
    public Path device() throws IOException {
        return Files.readSymbolicLink(link);
    }

    public Path link() {
        return link;
    }

    /** Once, after it was opened by its path. */
    public SocketChannel keyboard() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(keyboard));
        return channel;
    }

    public static void type(SocketChannel keyboard, String text) throws IOException {
        keyboard.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Waits until this stands on the screen. */
    public static void expect(SocketChannel screen, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        while (bytes.hasRemaining() && screen.read(bytes) >= 0) {
            // the rest comes
        }
        assertThat(new String(bytes.array(), StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Override
    public void close() throws IOException {
        socat.close();
        Files.deleteIfExists(link);
    }
}
