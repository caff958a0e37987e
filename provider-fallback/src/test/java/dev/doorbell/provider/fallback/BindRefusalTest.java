package dev.doorbell.provider.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class BindRefusalTest {
    @Test
    void an_errno_is_known_by_its_name_in_every_language_and_is_named_once() {
        IOException refused = new FileSystemException("/run/x", null, "Keine Berechtigung (EACCES)");
        assertThat(BindRefusal.of(refused)).isEqualTo(BindRefusal.DENIED);
        assertThat(BindRefusal.DENIED.told(refused)).isEqualTo("Keine Berechtigung (EACCES)");
    }

    @Test
    void the_words_of_the_jdk_get_the_name_of_their_errno() {
        IOException refused = new IOException("Read-only file system");
        assertThat(BindRefusal.of(refused).told(refused)).isEqualTo("Read-only file system (EROFS)");
    }
}
