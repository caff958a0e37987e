package dev.doorbell.cli.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watched files, as builds replace and overwrite them. */
@Timeout(60)
class ChangedFilesTest {
    private static final long NONE_MILLIS = 700;

    @TempDir
    private Path directory;

    private final Semaphore changes = new Semaphore(0);
    private final Semaphore lines = new Semaphore(0);
    private final StringWriter err = new StringWriter() {
        @Override
        public void flush() {
            lines.release();
        }
    };
    private Path file;

    @BeforeEach
    void create() throws Exception {
        file = Files.writeString(directory.resolve("app.jar"), "1");
    }

    private ChangedFiles watch() throws Exception {
        return watch(changes::release);
    }

    private ChangedFiles watch(Runnable onChange) throws Exception {
        return new ChangedFiles(List.of(file), onChange, new ActivatorLog(new PrintWriter(err, true), true));
    }

    @Test
    void a_file_that_is_overwritten_has_changed_once() throws Exception {
        ChangedFiles watch = watch();
        try (watch) {
            for (int part = 0; part < 5; part++) {
                Files.writeString(file, "part " + part);
            }
            changes.acquire();
            assertThat(changes.tryAcquire(NONE_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void a_file_that_is_replaced_has_changed() throws Exception {
        ChangedFiles watch = watch();
        try (watch) {
            Path next = Files.writeString(directory.resolve("next"), "2");
            Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            changes.acquire();
        }
    }

    @Test
    void a_file_that_is_removed_has_changed_when_it_is_there_again() throws Exception {
        ChangedFiles watch = watch();
        try (watch) {
            Files.delete(file);
            assertThat(changes.tryAcquire(NONE_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
            Files.writeString(file, "2");
            changes.acquire();
        }
    }

    @Test
    void another_file_of_the_directory_is_no_change() throws Exception {
        ChangedFiles watch = watch();
        try (watch) {
            Files.writeString(directory.resolve("other"), "1");
            assertThat(changes.tryAcquire(NONE_MILLIS, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    @Test
    void the_end_of_the_watch_by_a_bug_is_logged() throws Exception {
        ChangedFiles watch = watch(() -> {
            throw new IllegalStateException("a bug");
        });
        try (watch) {
            Files.writeString(file, "2");
            lines.acquire();
            assertThat(err.toString())
                    .contains("cannot watch [" + file + "] any more: java.lang.IllegalStateException: a bug");
        }
    }

    @Test
    void a_file_that_does_not_exist_is_refused() {
        file = directory.resolve("none");
        assertThatThrownBy(this::watch)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("cannot watch", "none");
    }
}
