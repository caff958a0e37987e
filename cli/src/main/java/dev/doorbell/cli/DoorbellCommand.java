package dev.doorbell.cli;

import picocli.CommandLine.Command;

/** The command without a subcommand: it has only {@code --help} and {@code --version}. */
@Command(
        name = "doorbell",
        description = "Your service manager holds the door; Doorbell hands your program the listener.",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        synopsisSubcommandLabel = "COMMAND")
final class DoorbellCommand {}
