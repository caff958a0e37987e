package dev.doorbell.cli;

import picocli.CommandLine.Command;

/** The command without a subcommand: it has only {@code --help} and {@code --version}. */
@Command(
        name = "doorbell",
        description = "Inspect, test and install listeners that a service manager passes to a program.",
        mixinStandardHelpOptions = true,
        versionProvider = ManifestVersion.class,
        synopsisSubcommandLabel = "COMMAND")
final class DoorbellCommand {}
