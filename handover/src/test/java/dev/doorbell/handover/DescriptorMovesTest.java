package dev.doorbell.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DescriptorMovesTest {
    @Test
    void what_is_nowhere_in_the_way_is_copied_once() {
        assertThat(DescriptorMoves.of(List.of(10, 20)))
                .containsExactly(new DescriptorMoves.Move(10, 3), new DescriptorMoves.Move(20, 4));
    }

    @Test
    void a_number_that_is_overwritten_is_copied_before() {
        assertThat(DescriptorMoves.of(List.of(10, 3)))
                .containsExactly(new DescriptorMoves.Move(3, 4), new DescriptorMoves.Move(10, 3));
    }

    @Test
    void a_number_in_its_place_already_goes_away_and_comes_back_so_that_it_loses_cloexec() {
        assertThat(DescriptorMoves.of(List.of(3)))
                .containsExactly(new DescriptorMoves.Move(3, 4), new DescriptorMoves.Move(4, 3));
    }

    @Test
    void no_spare_number_overwrites_one_that_is_passed() {
        assertArrives(List.of(4, 3, 7, 6, 5, 8));
        assertArrives(List.of(3, 6, 7));
    }

    @Test
    void one_descriptor_may_be_passed_twice() {
        assertArrives(List.of(3, 3, 3));
        assertArrives(List.of(4, 4, 10, 10));
    }

    @Test
    void every_descriptor_arrives_whatever_the_order() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            List<Integer> sources = new ArrayList<>();
            int count = random.nextInt(9);
            for (int i = 0; i < count; i++) {
                sources.add(random.nextInt(14));
            }
            assertArrives(sources);
        }
    }

    /** Plays the calls on a table of open files: number n refers to file n at first, and is closed on exec. */
    private static void assertArrives(List<Integer> sources) {
        Map<Integer, Integer> files = new HashMap<>();
        for (int source : sources) {
            files.put(source, source);
        }
        List<Integer> copied = new ArrayList<>();
        for (DescriptorMoves.Move move : DescriptorMoves.of(sources)) {
            assertThat(files)
                    .as("copied from an open number, %s of %s", move, sources)
                    .containsKey(move.from());
            assertThat(move.from()).as("%s", sources).isNotEqualTo(move.to());
            files.put(move.to(), files.get(move.from()));
            copied.add(move.to());
        }
        for (int i = 0; i < sources.size(); i++) {
            assertThat(files.get(3 + i)).as("file at %s of %s", 3 + i, sources).isEqualTo(sources.get(i));
            assertThat(copied).as("%s", sources).contains(3 + i);
        }
    }
}
