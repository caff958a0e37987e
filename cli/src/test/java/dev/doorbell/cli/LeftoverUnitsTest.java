package dev.doorbell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.ServiceDeclaration;
import dev.doorbell.units.SystemdUnits;
import dev.doorbell.units.UnitFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeftoverUnitsTest {
    private static final boolean FORCE = true;
    private static final List<UnitFile> ONE = units("a=tcp://*:80");
    private static final List<UnitFile> TWO = units("a=tcp://*:80", "b=tcp://*:81");

    @TempDir
    private Path directory;

    @Test
    void the_socket_of_one_listener_may_not_stay_beside_those_of_two() throws IOException {
        write(ONE);
        assertThatThrownBy(() -> write(TWO))
                .isInstanceOf(IOException.class)
                .hasMessage("Other sockets of this service exist: " + directory.resolve("e.socket")
                        + ". Stop and remove them, or choose another directory.");
        assertThat(directory).isDirectoryNotContaining("glob:**-*.socket");
    }

    @Test
    void nor_those_of_two_beside_that_of_one() throws IOException {
        write(TWO);
        assertThatThrownBy(() -> write(ONE))
                .hasMessageContaining(
                        directory.resolve("e-a.socket") + ", " + directory.resolve("e-b.socket") + ". Stop");
    }

    @Test
    void what_is_written_again_may_be_there() throws IOException {
        write(TWO);
        assertThatCode(() -> write(TWO)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Socket]\nService=e-mail.service\n",
                "[Socket]\nListenStream=80\n",
                "[Unit]\nService=e.service\n",
                "[Socket]\n#Service=e.service\n",
                "",
                "\u00e9"
            })
    void a_socket_of_another_service_may_be_there(String text) throws IOException {
        Files.writeString(directory.resolve("e-mail.socket"), text);
        assertThatCode(() -> write(ONE)).doesNotThrowAnyException();
    }

    @Test
    void so_may_one_of_the_same_name_that_starts_another_service() throws IOException {
        Files.writeString(directory.resolve("e.socket"), "[Socket]\n Service = f.service\n");
        assertThatCode(() -> write(TWO)).doesNotThrowAnyException();
    }

    @Test
    void an_empty_one_is_masked_and_listens_nowhere() throws IOException {
        Files.createFile(directory.resolve("e.socket"));
        assertThatCode(() -> write(TWO)).doesNotThrowAnyException();
    }

    @Test
    void those_of_the_service_may_not_stay_beside_one_for_each_connection() throws IOException {
        write(TWO);
        List<UnitFile> template = SystemdUnits.of(ServiceDeclaration.named("e")
                .command("/x")
                .accept(true)
                .listener(ListenerSpec.parse("a=tcp://*:80"))
                .build());
        assertThatThrownBy(() -> write(template)).hasMessageContaining(directory.resolve("e-a.socket") + ", ");
    }

    @Test
    void one_that_no_memory_holds_is_read_as_far_as_it_can_be_one() throws IOException {
        Path huge = directory.resolve("e-huge.socket");
        try (FileChannel file = FileChannel.open(huge, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("[Socket]\nService=e.service\n".getBytes(StandardCharsets.US_ASCII)));
            // a sparse file, which takes no space on the disk
            file.write(ByteBuffer.wrap(new byte[] {'\n'}), 3L << 30);
        }
        assertThatThrownBy(() -> write(ONE)).hasMessageContaining(huge + ". Stop");
    }

    private void write(List<UnitFile> files) throws IOException {
        new UnitOutput(directory, FORCE).write(files);
    }

    private static List<UnitFile> units(String... specs) {
        ServiceDeclaration.Builder service = ServiceDeclaration.named("e").command("/x");
        for (String spec : specs) {
            service.listener(ListenerSpec.parse(spec));
        }
        return SystemdUnits.of(service.build());
    }
}
