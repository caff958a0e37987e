package dev.doorbell.descriptors.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.Plugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two claims over the same properties stand for two copies of Doorbell, in two class loaders of one process. */
@Timeout(30)
class DescriptorClaimTest {
    private static final String WEB = "\"web\" (TCP [::]:80, fd 3)";

    private final Properties process = new Properties();

    @Test
    void what_one_copy_took_the_other_cannot_take() {
        new DescriptorClaim(process, "fd.3", WEB).take();
        DescriptorClaim second = new DescriptorClaim(process, "fd.3", WEB);
        assertThatThrownBy(second::take)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(WEB + " is taken already in this process, at ");
        assertThat(DescriptorClaim.holder(process, "fd.3")).isPresent();
    }

    @Test
    void the_first_claim_was_made_at_the_frame_outside_doorbell() throws Exception {
        Plugin.call(() -> {
            new DescriptorClaim(process, "fd.3", WEB).take();
            return "taken";
        });
        assertThat(DescriptorClaim.holder(process, "fd.3"))
                .hasValueSatisfying(place -> assertThat(place).startsWith("com.example.Plugin.call(Plugin.java:"));
        assertThatThrownBy(() -> new DescriptorClaim(process, "fd.3", WEB).take())
                .hasMessageContaining("at com.example.Plugin.call(Plugin.java:");
    }

    @Test
    void different_descriptors_are_taken_apart() {
        new DescriptorClaim(process, "fd.3", WEB).take();
        new DescriptorClaim(process, "fd.4", WEB).take();
        assertThat(DescriptorClaim.holder(process, "fd.4")).isPresent();
        assertThat(DescriptorClaim.holder(process, "fd.5")).isEmpty();
    }

    @Test
    void asking_who_has_it_takes_nothing() {
        assertThat(DescriptorClaim.holder(process, "fd.3")).isEmpty();
        new DescriptorClaim(process, "fd.3", WEB);
        assertThat(process).isEmpty();
    }

    @Test
    void taking_it_again_through_the_same_right_changes_nothing() {
        DescriptorClaim claim = new DescriptorClaim(process, "fd.3", WEB);
        claim.take();
        claim.take();
        claim.giveBack();
        assertThat(process).isEmpty();
    }

    @Test
    void what_was_given_back_can_be_taken_by_the_other() {
        DescriptorClaim claim = new DescriptorClaim(process, "fd.3", WEB);
        claim.take();
        claim.giveBack();
        new DescriptorClaim(process, "fd.3", WEB).take();
        assertThatThrownBy(claim::take).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void only_who_has_it_can_give_it_back() {
        new DescriptorClaim(process, "fd.3", WEB).take();
        new DescriptorClaim(process, "fd.3", WEB).giveBack();
        assertThat(DescriptorClaim.holder(process, "fd.3")).isPresent();
    }

    @Test
    void of_many_threads_one_gets_it() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> attempts = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                DescriptorClaim claim = new DescriptorClaim(process, "fd.3", WEB);
                attempts.add(() -> takes(claim));
            }
            int got = 0;
            for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
                got += attempt.get(10, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(got).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void the_ledger_of_the_process_is_in_its_system_properties() {
        String key = "test." + System.nanoTime();
        DescriptorClaim claim = new DescriptorClaim(System.getProperties(), key, WEB);
        claim.take();
        try {
            assertThat(System.getProperty("doorbell.claimed." + key)).isNotNull();
        } finally {
            claim.giveBack();
        }
        assertThat(System.getProperty("doorbell.claimed." + key)).isNull();
    }

    private static boolean takes(DescriptorClaim claim) {
        try {
            claim.take();
            return true;
        } catch (IllegalStateException taken) {
            return false;
        }
    }
}
