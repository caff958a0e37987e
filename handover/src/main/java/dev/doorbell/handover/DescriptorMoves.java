package dev.doorbell.handover;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order of {@code dup2(2)} calls that puts descriptors at 3, 4, ... where some of them have such numbers already: no
 * call may overwrite one that a later call still copies.
 */
final class DescriptorMoves {
    /** {@code SD_LISTEN_FDS_START}. */
    static final int FIRST = 3;

    private final List<Move> moves = new ArrayList<>();
    private final Map<Integer, Integer> sourceOf = new HashMap<>();
    private final Map<Integer, Integer> uses = new HashMap<>();

    /** One call of {@code dup2(2)}. */
    record Move(int from, int to) {}

    private DescriptorMoves(List<Integer> sources) {
        for (int i = 0; i < sources.size(); i++) {
            sourceOf.put(FIRST + i, sources.get(i));
            uses.merge(sources.get(i), 1, Integer::sum);
        }
    }

    /**
     * Never copies a number onto itself, which would leave its FD_CLOEXEC set.
     *
     * @param sources what is to be at 3, at 4, ...
     */
    static List<Move> of(List<Integer> sources) {
        DescriptorMoves order = new DescriptorMoves(sources);
        for (int target = FIRST; target < FIRST + sources.size(); target++) {
            order.followFrom(target);
        }
        order.breakCircles(FIRST + sources.size(), sources);
        return order.moves;
    }

    /** Fills a target that is not a source any more. Its source may then be the next target. */
    private void followFrom(int free) {
        Integer target = free;
        while (sourceOf.containsKey(target) && uses.getOrDefault(target, 0) == 0) {
            int source = sourceOf.remove(target);
            moves.add(new Move(source, target));
            uses.merge(source, -1, Integer::sum);
            target = source;
        }
    }

    /** The rest are circles, also of one: each is opened by a copy of one of its members at a number beyond. */
    private void breakCircles(int end, List<Integer> sources) {
        int spare = end;
        while (sources.contains(spare)) {
            spare++;
        }
        while (!sourceOf.isEmpty()) {
            int member = Collections.min(sourceOf.keySet());
            moves.add(new Move(member, spare));
            int reader = member;
            for (Map.Entry<Integer, Integer> move : sourceOf.entrySet()) {
                if (move.getValue() == member) {
                    reader = move.getKey();
                }
            }
            sourceOf.put(reader, spare);
            uses.put(spare, 1);
            uses.put(member, 0);
            followFrom(member);
        }
    }
}
