package dev.doorbell.cli;

import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Errors in the arguments, in one line instead of picocli's whole usage. */
final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        wrong.getCommandLine()
                .getErr()
                .println("doorbell: " + wrong.getMessage() + ". Try \"" + command + " --help\".");
        return ExitCode.USAGE;
    }
}
