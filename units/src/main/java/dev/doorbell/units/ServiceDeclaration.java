package dev.doorbell.units;

import dev.doorbell.spec.ListenerSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.lang3.Validate;

/**
 * A service to install: its listeners, its command, and how it runs.
 *
 * <pre>{@code
 * ServiceDeclaration echo = ServiceDeclaration.named("echo")
 *         .listener(ListenerSpec.parse("http=tcp://127.0.0.1:8080"))
 *         .command("/usr/bin/java", "-jar", "/opt/echo/echo-daemon.jar", "http=tcp://127.0.0.1:8080")
 *         .build();
 * for (UnitFile file : SystemdUnits.of(echo)) {
 *     Files.writeString(directory.resolve(file.name()), file.text());
 * }
 * }</pre>
 *
 * <p>The service manager starts the command as declared: the specs that the program is to know are part of the command.
 */
public final class ServiceDeclaration {
    private static final int MILLIS_DIGITS = 3;

    // assigned by the builder, and by nothing once the declaration is built
    final String name;
    final List<ListenerSpec> listeners = new ArrayList<>();
    List<String> command = List.of();
    String label;
    String description;
    Optional<String> user = Optional.empty();
    Optional<Duration> idleExit = Optional.empty();
    Optional<StartUp> startUp = Optional.empty();
    Optional<String> classArchive = Optional.empty();
    boolean userUnit;
    boolean notify;
    boolean sandbox = true;
    boolean accept;
    boolean inetd;

    private ServiceDeclaration(String name) {
        this.name = name;
        label = name;
        description = name;
    }

    /**
     * Begins a declaration.
     *
     * @param name the service's name, such as {@code echo} for {@code echo.service}: ASCII letters, digits, {@code -_.},
     *     starting with a letter or a digit
     * @return a builder
     * @throws IllegalArgumentException if the name is not valid
     */
    public static Builder named(String name) {
        return new Builder(DeclarationRules.serviceName(name));
    }

    boolean hasOneListener() {
        return listeners.size() == 1;
    }

    /** The value of {@link dev.doorbell.lifecycle.Lifecycle#IDLE_EXIT}, with a fraction only if there is one. */
    Optional<String> idleSeconds() {
        return idleExit.map(time -> BigDecimal.valueOf(time.toMillis(), MILLIS_DIGITS)
                .stripTrailingZeros()
                .toPlainString());
    }

    private void check() {
        DeclarationRules.listeners(listeners);
        DeclarationRules.command(command);
        Validate.isTrue(
                !userUnit || user.isEmpty(),
                "A user unit runs as its own user, not as \"%s\". Omit the user, or the user unit.",
                user.orElse(""));
        if (accept || inetd) {
            DeclarationRules.accept(this);
        }
        StartUpRules.check(startUp, classArchive, command);
    }

    /** A builder of declarations. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final List<Consumer<ServiceDeclaration>> settings = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        private Builder set(Consumer<ServiceDeclaration> setting) {
            settings.add(setting);
            return this;
        }

        /**
         * Sets launchd's label of the job, which is also the name of the file. systemd has no labels.
         *
         * @param label a reversed domain name, such as {@code dev.example.echo}; by default the service's name
         * @return this
         * @throws IllegalArgumentException if it contains characters that are not valid in a name
         */
        public Builder label(String label) {
            String checked = DeclarationRules.unitName(label);
            return set(service -> service.label = checked);
        }

        /**
         * Sets the description that systemd shows. A property list of launchd has none.
         *
         * @param text one line, of which leading and trailing blanks are removed; by default the service's name
         * @return this
         * @throws IllegalArgumentException if it is empty or contains control characters
         */
        public Builder description(String text) {
            String checked = DeclarationRules.description(text.strip());
            return set(service -> service.description = checked);
        }

        /**
         * Sets the account that the service runs as. By default a sandboxed service of systemd runs as a dynamic user
         * ({@code DynamicUser=} in {@code systemd.exec(5)}), and any other service as root.
         *
         * @param account the name or the number of an account
         * @return this
         * @throws IllegalArgumentException if it is not a valid name or number of an account
         */
        public Builder user(String account) {
            Optional<String> checked = Optional.of(DeclarationRules.account(account));
            return set(service -> service.user = checked);
        }

        /**
         * Sets whether it is a service of one user: of {@code systemctl --user}, or an agent of launchd.
         *
         * @param ofOneUser whether it is; false by default
         * @return this
         */
        public Builder userUnit(boolean ofOneUser) {
            return set(service -> service.userUnit = ofOneUser);
        }

        /**
         * Sets the idle time after which the program exits. It is passed in the environment variable
         * {@link dev.doorbell.lifecycle.Lifecycle#IDLE_EXIT}, which a {@link dev.doorbell.lifecycle.Lifecycle Lifecycle}
         * reads unless the program sets an idle time itself.
         *
         * @param time from 1 millisecond to 36525 days
         * @return this
         * @throws IllegalArgumentException if it is shorter or longer
         */
        public Builder idleExit(Duration time) {
            Optional<Duration> checked = Optional.of(DeclarationRules.idleTime(time));
            return set(service -> service.idleExit = checked);
        }

        /**
         * Sets the JVM options that shorten the start. The program of the command must be {@code java}.
         *
         * @param recipe the options
         * @return this
         */
        public Builder startUp(StartUp recipe) {
            return set(service -> service.startUp = Optional.of(recipe));
        }

        /**
         * Sets the archive of {@link StartUp#APPCDS} and {@link StartUp#AOT}. The service's account must be able to read
         * it, and should not be able to write it. By default it lies beside the jar.
         *
         * @param file an absolute path
         * @return this
         * @throws IllegalArgumentException if it is not an absolute path of a file, or lies where every user can write
         */
        public Builder classArchive(String file) {
            Optional<String> checked = Optional.of(StartUpRules.archive(file));
            return set(service -> service.classArchive = checked);
        }

        /**
         * Sets whether the program notifies systemd when it is ready, {@code sd_notify(3)}. launchd has no such protocol.
         *
         * @param whenReady whether it does; false by default
         * @return this
         */
        public Builder notify(boolean whenReady) {
            return set(service -> service.notify = whenReady);
        }

        /**
         * Sets whether systemd runs the program in a sandbox, which launchd does not have.
         *
         * @param sandboxed whether it does; true by default
         * @return this
         */
        public Builder sandbox(boolean sandboxed) {
            return set(service -> service.sandbox = sandboxed);
        }

        /**
         * Sets whether systemd accepts each connection and starts a process for it ({@code Accept=yes} of
         * {@code systemd.socket(5)}), which takes it with {@code Doorbell.connection()}. Not for {@link LaunchdPlist}.
         *
         * @param each whether it does; false by default
         * @return this
         */
        public Builder accept(boolean each) {
            return set(service -> service.accept = each);
        }

        /**
         * Sets whether that connection is passed as standard input, as inetd does. Output of the program and of the JVM
         * goes to the journal, not to the client: with {@code JAVA_TOOL_OPTIONS} every JVM prints a line. Requires
         * {@link #accept}.
         *
         * @param asStandardInput whether it is; false by default
         * @return this
         */
        public Builder inetd(boolean asStandardInput) {
            return set(service -> service.inetd = asStandardInput);
        }

        /**
         * Adds listeners.
         *
         * @param specs the listeners, each with its own name
         * @return this
         */
        public Builder listener(ListenerSpec... specs) {
            List<ListenerSpec> added = List.of(specs);
            return set(service -> service.listeners.addAll(added));
        }

        /**
         * Sets the program and its arguments.
         *
         * @param words first the program: an absolute path, or a name without a slash that the service manager looks up
         * @return this
         */
        public Builder command(String... words) {
            List<String> copied = List.of(words);
            return set(service -> service.command = copied);
        }

        /**
         * Builds the declaration. The builder can be used again.
         *
         * @return the declaration
         * @throws IllegalArgumentException if there is no listener or no command; if two listeners have the same name or
         *     address or cannot both start; if the program is a relative path or a directory; if a user unit has a user;
         *     if the command of a {@linkplain #startUp start-up recipe} is not {@code java}, or has options that
         *     contradict the recipe; or if a service that {@linkplain #accept accepts} has several listeners, one that
         *     accepts no connections, or an idle time
         */
        public ServiceDeclaration build() {
            ServiceDeclaration service = new ServiceDeclaration(name);
            settings.forEach(setting -> setting.accept(service));
            service.check();
            return service;
        }
    }
}
