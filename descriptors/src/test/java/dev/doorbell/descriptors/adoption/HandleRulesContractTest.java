package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.doorbell.descriptors.jdk.PassedSocket;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every handle of an inherited listener keeps {@link HandleRules}, with the way into the JDK of this test run. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "asks /proc for the blocking mode")
@Timeout(60)
class HandleRulesContractTest {
    @TempDir
    private Path directory;

    static Stream<Arguments> handles() {
        return Stream.of(HandleRules.Handle.values())
                .flatMap(handle -> Stream.of(PassedSocket.TCP4, PassedSocket.TCP6, PassedSocket.UNIX)
                        .map(socket -> Arguments.of(handle, socket)));
    }

    @ParameterizedTest
    @MethodSource("handles")
    void every_rule_holds(HandleRules.Handle handle, PassedSocket socket) throws Exception {
        assertThat(SpawnedJava.withJna()
                        .with(Assertions.class)
                        .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
                        .option("-Ddoorbell.access=" + System.getProperty("doorbell.access", "serialization"))
                        .run(HandleRules.class, handle.name(), socket.name(), directory.toString()))
                .contains("every rule holds");
    }
}
