package dev.doorbell.descriptors.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/**
 * A program of another language that is bound to a UNIX datagram socket, and does what it is told. It keeps each descriptor
 * that it receives, until it is told to close them.
 */
final class Receiver implements Closeable {
    private static final String PROGRAM = """
            import os, socket, sys
            receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            receiver.bind(bytes.fromhex(sys.argv[1]))
            print('bound', flush=True)
            held = []
            for line in sys.stdin:
                command, _, text = line.strip().partition(' ')
                if command == 'receive':
                    message, descriptors, _, _ = socket.recv_fds(receiver, 1 << 20, 16)
                    held += descriptors
                    what = [os.readlink('/proc/self/fd/%d' % number) for number in descriptors]
                    print(message.hex() + ' ' + ' '.join(what), flush=True)
                elif command == 'write':
                    print(os.write(held[-1], text.encode()), flush=True)
                elif command == 'close':
                    for number in held:
                        os.close(number)
                    held = []
                    print('closed', flush=True)
            """;

    private final Process process;
    private final BufferedReader answers;

    private Receiver(Process process) {
        this.process = process;
        this.answers = process.inputReader(UTF_8);
    }

    /** A receiver that is bound; an abstract name begins with a NUL. */
    static Receiver at(String address) throws IOException {
        List<String> command = List.of("python3", "-c", PROGRAM, HexFormat.of().formatHex(address.getBytes(UTF_8)));
        Receiver receiver = new Receiver(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        receiver.answer();
        return receiver;
    }

    /** The next message, in hexadecimal, and what each descriptor refers to. */
    String receive() throws IOException {
        return ask("receive");
    }

    /** The next message, which comes without a descriptor. */
    String text() throws IOException {
        return new String(HexFormat.of().parseHex(receive().strip()), UTF_8);
    }

    /** Writes to the descriptor that came last. */
    void write(String text) throws IOException {
        ask("write " + text);
    }

    /** Closes every descriptor that came. */
    void closeDescriptors() throws IOException {
        ask("close");
    }

    /** Ends it, and returns when its socket is closed. */
    void end() throws InterruptedException {
        close();
        process.waitFor();
    }

    private String ask(String command) throws IOException {
        process.outputWriter(UTF_8).write(command + "\n");
        process.outputWriter(UTF_8).flush();
        return answer();
    }

    private String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the receiver ended");
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
