package dev.doorbell.e2e.launchd;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import dev.doorbell.e2e.fixture.EchoDaemon;
import dev.doorbell.e2e.fixture.Paths;
import dev.doorbell.e2e.fixture.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A job that launchd_stand_in.py has loaded from a property list. Closing it unloads the job. */
record LaunchdJob(Program launchd) implements AutoCloseable {
    static final String LABEL = "dev.example.echo";
    private static final long BOUND_SECONDS = 20;
    private static final int EXIT_SECONDS = 60;

    private static final String STAND_IN = Paths.script("launchd_stand_in.py");

    /** Variables that make a JVM use the stand-in for launchd; the command of a property list may stay unchanged. */
    private static final String JVM_OPTIONS =
            "-Ddoorbell.provider=launchd -Djna.library.path=" + Paths.NATIVE + " -Djava.io.tmpdir=/tmp";

    /** Loads any property list, with options of the stand-in. */
    static LaunchdJob load(Path plist, String... options) throws Exception {
        return load(List.of(), plist, options);
    }

    /** Loads a property list with a command before the stand-in, which replaces that command. */
    static LaunchdJob load(List<String> before, Path plist, String... options) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("python3", STAND_IN, "--env", "JAVA_TOOL_OPTIONS=" + JVM_OPTIONS));
        Collections.addAll(command, options);
        command.add(plist.toString());
        LaunchdJob job = new LaunchdJob(Program.start(command));
        job.launchd.outLine("loaded");
        return job;
    }

    /** Returns the job of an echo-daemon with these arguments, which its first client starts. */
    static Map<String, Object> echoDaemon(Map<String, ?> sockets, String... arguments) {
        List<String> program = EchoDaemon.command(arguments);
        return new LinkedHashMap<>(
                Map.of("Label", LABEL, "ProgramArguments", program, "Sockets", sockets, "ExitTimeOut", EXIT_SECONDS));
    }

    /** Loads an echo-daemon with these arguments, which starts at once. */
    static LaunchdJob atOnce(Path directory, Map<String, ?> sockets, String... arguments) throws Exception {
        return atOnce(List.of(), directory, sockets, arguments);
    }

    /** Loads an echo-daemon that starts at once, with a command before the stand-in. */
    static LaunchdJob atOnce(List<String> before, Path directory, Map<String, ?> sockets, String... arguments)
            throws Exception {
        Map<String, Object> plist = echoDaemon(sockets, arguments);
        plist.put("RunAtLoad", true);
        return load(before, written(directory, plist));
    }

    static Path written(Path directory, Map<String, ?> plist) throws Exception {
        return Files.writeString(directory.resolve(LABEL + ".plist"), PropertyList.of(plist));
    }

    /** Returns the addresses that the stand-in has bound for a name, in its order. */
    List<String> bound(String name) {
        String prefix = "socket " + name + " ";
        return launchd.out().stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    /** Returns the process that was started last. */
    long pid() throws InterruptedException {
        launchd.outLine("started ");
        List<String> out = launchd.out();
        String last = "";
        for (String line : out) {
            last = line.startsWith("started ") ? line : last;
        }
        return Long.parseLong(last.substring("started ".length()));
    }

    /** Returns the lines of echo-daemon about its listeners, once it is ready. */
    List<JsonObject> listeners() throws Exception {
        List<JsonObject> listeners = new ArrayList<>();
        for (String line : launchd.outUntil("ready")) {
            if (line.startsWith("{")) {
                listeners.add(JsonParser.object().from(line));
            }
        }
        return listeners;
    }

    /** Returns one value of each listener. */
    List<String> listeners(String key) throws Exception {
        List<String> values = new ArrayList<>();
        for (JsonObject listener : listeners()) {
            values.add(String.valueOf(listener.get(key)));
        }
        return values;
    }

    /** Unloads the job, as {@code launchctl bootout} does. */
    int unload() throws InterruptedException {
        // not Process.destroy(), which closes the pipe that the stand-in still writes to
        ProcessHandle.of(launchd.pid()).orElseThrow().destroy();
        return launchd.exitCode();
    }

    /** Unloads the job, so that the stand-in removes its folders, if it does so in time. */
    @Override
    public void close() {
        ProcessHandle.of(launchd.pid()).ifPresent(process -> {
            process.destroy();
            process.onExit()
                    .completeOnTimeout(process, BOUND_SECONDS, TimeUnit.SECONDS)
                    .join();
        });
        launchd.close();
    }
}
