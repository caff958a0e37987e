package dev.doorbell.examples.echo;

import dev.doorbell.Listener;
import dev.doorbell.lifecycle.Accepted;
import dev.doorbell.lifecycle.Lifecycle;
import dev.doorbell.lifecycle.Work;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets in what the program's life has time for, and counts it as work in progress. */
final class GuardedDoor implements Door {
    private final Lifecycle life;

    GuardedDoor(Lifecycle life) {
        this.life = life;
    }

    @Override
    public @Nullable Client accept(Listener listener) throws IOException {
        Optional<Accepted> accepted = life.accept(listener);
        return accepted.isEmpty() ? null : new Client(accepted.get().channel(), accepted.get());
    }

    @Override
    public @Nullable Closeable await(Listener listener) throws IOException {
        Optional<Work> work = life.await(listener);
        return work.isEmpty() ? null : work.get()::close;
    }
}
