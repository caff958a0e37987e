package dev.doorbell.cli;

import dev.doorbell.spec.ListenerSpec;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The words {@code SPEC... -- COMMAND...}.
 *
 * @param specs the listeners
 * @param command the program and its arguments; empty if there are no hyphens, or nothing behind them
 */
record SpecsAndCommand(List<ListenerSpec> specs, List<String> command) {
    private static final String END_OF_SPECS = "--";

    /**
     * Takes them apart: picocli takes the words before and behind the two hyphens for one list.
     *
     * @throws IllegalArgumentException if a spec does not parse, or a word cannot be read
     */
    static SpecsAndCommand of(CommandSpec spec, List<String> words) {
        List<String> given = spec.commandLine().getParseResult().originalArgs();
        for (String word : given) {
            refuseUnreadable(word);
        }
        int end = given.indexOf(END_OF_SPECS);
        int length = end < 0 ? 0 : given.size() - end - 1;
        int behind = Math.max(0, words.size() - length);
        List<ListenerSpec> specs = new ArrayList<>();
        for (String text : words.subList(0, behind)) {
            specs.add(ListenerSpec.parse(text));
        }
        return new SpecsAndCommand(specs, words.subList(behind, words.size()));
    }

    /** In a locale that is not UTF-8, Java reads other characters than ASCII as this one. */
    private static void refuseUnreadable(String word) {
        if (word.indexOf('\ufffd') >= 0) {
            throw new IllegalArgumentException("\"" + word + "\" has characters that Java cannot read in this locale."
                    + " Start it in a UTF-8 locale, such as LC_ALL=C.UTF-8.");
        }
    }
}
