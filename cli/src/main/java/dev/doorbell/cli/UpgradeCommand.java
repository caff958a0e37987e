package dev.doorbell.cli;

import dev.doorbell.cli.activator.ControlPath;
import dev.doorbell.cli.activator.ControlSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.lang3.Strings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Parameters;

/** {@code doorbell upgrade}: requests an upgrade of a {@code doorbell run --upgrade}, and waits for its outcome. */
@Command(
        name = "upgrade",
        description = "Upgrade the program of a running \"doorbell run --upgrade\", and wait for the outcome.",
        footer = {
            "",
            "The exit status is 0 if the new program serves or, as none runs, is the next to start; and 1 if the old one serves on."
        },
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class)
final class UpgradeCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(paramLabel = "PID", description = "The process of the doorbell run.")
    private long pid;

    UpgradeCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            return report(outcome());
        } catch (IOException | RuntimeException e) {
            err.println("doorbell: " + Messages.of(e));
            return ExitCode.SOFTWARE;
        }
    }

    private int report(String answer) throws IOException {
        if (answer.startsWith(ControlSocket.DONE)) {
            out.println(Strings.CS.removeStart(answer, ControlSocket.DONE));
            return ExitCode.OK;
        }
        throw new IOException(
                answer.isEmpty()
                        ? "process " + pid + " has ended before it answered"
                        : Strings.CS.removeStart(answer, ControlSocket.FAILED));
    }

    private String outcome() throws IOException {
        Path path = new ControlPath().find(pid).orElseThrow(this::absent);
        try (SocketChannel run = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            run.write(ByteBuffer.wrap(ControlSocket.UPGRADE.getBytes(StandardCharsets.US_ASCII)));
            run.shutdownOutput();
            return new String(Channels.newInputStream(run).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (ConnectException killedBefore) {
            throw absent();
        }
    }

    private IOException absent() {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) {
            return new IOException("there is no process " + pid + ". Give the pid of a doorbell run --upgrade.");
        }
        Optional<String> user = process.get().info().user();
        if (user.isPresent() && !user.equals(ProcessHandle.current().info().user())) {
            return new IOException(
                    "process " + pid + " is of the user " + user.get() + ". Run doorbell upgrade as that user.");
        }
        return new IOException(
                "process " + pid
                        + " is not a doorbell run --upgrade, or was started with another XDG_RUNTIME_DIR. Give the pid of one.");
    }
}
