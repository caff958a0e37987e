package dev.doorbell.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.util.ArrayList;
import java.util.List;

/** echo-daemon as the service of socket units that a test writes. */
public final class EchoService {

    private final PrivateSystemd systemd;
    private final String unit;
    private final List<String> sockets = new ArrayList<>();

    private EchoService(PrivateSystemd systemd, String name) {
        this.systemd = systemd;
        this.unit = name + ".service";
    }

    /** Installs the service, with these arguments of the daemon. */
    public static EchoService install(PrivateSystemd systemd, String name, String... arguments) throws Exception {
        EchoUnits.putJar(systemd);
        String command = "/usr/bin/java -jar " + EchoUnits.JAR + " " + String.join(" ", arguments);
        systemd.install(name + ".service", "[Service]\nExecStart=" + command + "\n");
        return new EchoService(systemd, name);
    }

    /** Installs one of its socket units, with these lines below {@code [Socket]}. */
    public EchoService with(String socket, String... lines) throws Exception {
        String name = socket + ".socket";
        systemd.install(name, "[Socket]\n" + String.join("\n", lines) + "\nService=" + unit + "\n");
        sockets.add(name);
        return this;
    }

    /** Starts the sockets, and the service when a client comes. */
    public EchoService listening() throws Exception {
        startSockets();
        assertThat(systemd.show(unit, "ActiveState")).isEqualTo("inactive");
        return this;
    }

    /** Starts the service too. */
    public EchoService started() throws Exception {
        startSockets();
        systemd.systemctl("start", unit);
        return this;
    }

    private void startSockets() throws Exception {
        systemd.reload();
        for (String socket : sockets) {
            systemd.systemctl("start", socket);
        }
    }

    /** What the daemon says that it listens on, once it is ready. */
    public List<JsonObject> listeners() throws Exception {
        return listeners(systemd, unit);
    }

    private static List<JsonObject> listeners(PrivateSystemd systemd, String unit) throws Exception {
        systemd.awaitPrinted(unit, "ready");
        List<JsonObject> listeners = new ArrayList<>();
        for (String line : systemd.journal(unit)) {
            if (line.startsWith("{") && line.contains("\"kind\":")) {
                listeners.add(JsonParser.object().from(line));
            }
        }
        return listeners;
    }

    /** {@return name, kind, descriptor and address of each listener} */
    public List<String> described() throws Exception {
        return described(systemd, unit);
    }

    /** The same of an echo-daemon that is the service of other units. */
    public static List<String> described(PrivateSystemd systemd, String unit) throws Exception {
        List<String> described = new ArrayList<>();
        for (JsonObject listener : listeners(systemd, unit)) {
            described.add(listener.getString("name") + " " + listener.getString("kind") + " " + listener.get("fd") + " "
                    + listener.getString("address"));
        }
        return described;
    }

    /** Waits for a line of the service. */
    List<String> awaitPrinted(String line) throws Exception {
        systemd.awaitPrinted(unit, line);
        return systemd.journal(unit);
    }

    /** Waits for what it read, in Base64, where there is nobody to send it back to. */
    public void awaitReceived(String bytes) throws Exception {
        Eventually.becomesTrue(
                unit + " received " + bytes,
                () -> String.join("\n", systemd.journal(unit)).contains("\"received\":\"" + bytes + "\""));
    }

    public void stop() throws Exception {
        systemd.systemctl("stop", unit);
        assertThat(systemd.show(unit, "Result")).isEqualTo("success");
    }

    public void stopSockets() throws Exception {
        systemd.systemctl("stop", String.join(" ", sockets));
    }
}
