package dev.doorbell.e2e;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An echo-daemon that said {@code ready}, and what it listens on. */
public record Started(Program program, List<String> lines) implements AutoCloseable {
    public static Started start(List<String> command) throws IOException, InterruptedException {
        return await(Program.start(command));
    }

    public static Started start(List<String> command, Map<String, String> variables)
            throws IOException, InterruptedException {
        return await(Program.start(command, variables));
    }

    public static Started await(Program program) throws InterruptedException {
        return new Started(program, program.outUntil("ready"));
    }

    public List<JsonObject> listeners() throws JsonParserException {
        List<JsonObject> listeners = new ArrayList<>();
        for (String line : lines) {
            listeners.add(JsonParser.object().from(line));
        }
        return listeners;
    }

    public String address(int index) throws JsonParserException {
        return listeners().get(index).getString("address");
    }

    @Override
    public void close() {
        program.close();
    }
}
