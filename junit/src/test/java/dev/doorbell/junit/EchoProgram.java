package dev.doorbell.junit;

import dev.doorbell.Doorbell;
import dev.doorbell.Listeners;
import dev.doorbell.spi.ServiceManager;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A program that echoes what the clients of its first listener send, and does what its arguments say. */
final class EchoProgram {
    private static final String JAVA = System.getProperty("java.home") + "/bin/java";

    private EchoProgram() {}

    /** The command of the program, with a short start. */
    static String[] command(String... arguments) {
        String[] command = new String[6 + arguments.length];
        command[0] = JAVA;
        command[1] = "-XX:TieredStopAtLevel=1";
        command[2] = "-Xshare:auto";
        command[3] = "-cp";
        command[4] = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        command[5] = EchoProgram.class.getName();
        System.arraycopy(arguments, 0, command, 6, arguments.length);
        return command;
    }

    public static void main(String[] arguments) throws Exception {
        ServiceManager manager = Doorbell.serviceManager();
        System.out.println("started " + String.join(" ", arguments));
        try (Listeners listeners = Doorbell.open(arguments[0])) {
            for (int i = 1; i < arguments.length; i++) {
                manager.send(arguments[i]);
            }
            while (true) {
                Optional<SocketChannel> client = listeners.all().get(0).accept();
                try (SocketChannel one = client.orElseThrow()) {
                    echo(one);
                }
            }
        }
    }

    private static void echo(SocketChannel client) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        while (client.read(bytes) >= 0) {
            bytes.flip();
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
            bytes.clear();
        }
    }
}
