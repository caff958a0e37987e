package dev.doorbell.cli;

import static org.apache.commons.lang3.Validate.isTrue;

import dev.doorbell.spec.ListenerSpec;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The arguments {@code SPEC... -- COMMAND...}.
 *
 * @param specs the listeners
 * @param command the program and its arguments; empty without the two hyphens
 */
record SpecsAndCommand(List<ListenerSpec> specs, List<String> command) {
    private static final String END_OF_SPECS = "--";

    /**
     * Splits the arguments: picocli has those before and after the two hyphens in one list.
     *
     * @throws IllegalArgumentException if a spec does not parse, or an argument is unreadable
     */
    static SpecsAndCommand of(CommandSpec spec, List<String> words) {
        List<String> given = spec.commandLine().getParseResult().originalArgs();
        given.forEach(SpecsAndCommand::refuseUnreadable);
        int end = given.indexOf(END_OF_SPECS);
        int length = end < 0 ? 0 : given.size() - end - 1;
        int specs = Math.max(0, words.size() - length);
        return new SpecsAndCommand(
                words.subList(0, specs).stream().map(ListenerSpec::parse).toList(), words.subList(specs, words.size()));
    }

    /** In a locale that is not UTF-8, Java replaces non-ASCII characters by this one. */
    private static void refuseUnreadable(String word) {
        isTrue(
                word.indexOf('\ufffd') < 0,
                "Java cannot read \"%s\" in this locale. Use a UTF-8 locale, for example LC_ALL=C.UTF-8.",
                word);
    }
}
