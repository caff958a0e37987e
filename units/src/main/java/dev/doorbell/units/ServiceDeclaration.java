package dev.doorbell.units;

import dev.doorbell.spec.ListenerSpec;
import dev.doorbell.units.text.PrintableText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    /** In seconds. By default a lifecycle drains for 10, and then waits a minute for the program's hook. */
    static final int LONGEST_STOP = 90;

    final String name;
    final List<ListenerSpec> listeners;
    final List<String> command;
    final String label;
    final String description;
    final Optional<String> user;
    final Optional<Duration> idleExit;
    final Optional<StartUp> startUp;
    final Optional<String> classArchive;
    final Optional<String> agent;
    final boolean userUnit;
    final boolean notify;
    final boolean sandbox;
    final boolean accept;
    final boolean inetd;

    private ServiceDeclaration(Builder plan) {
        name = plan.name;
        listeners = List.copyOf(plan.listeners);
        command = plan.command;
        label = plan.label;
        description = plan.description;
        user = plan.user;
        idleExit = plan.idleExit;
        startUp = plan.startUp;
        classArchive = plan.classArchive;
        agent = plan.agent;
        userUnit = plan.userUnit;
        notify = plan.notify;
        sandbox = plan.sandbox;
        accept = plan.accept;
        inetd = plan.inetd;
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

    /** {@return the service's name, without the suffix of a unit} */
    public String name() {
        return name;
    }

    boolean hasOneListener() {
        return listeners.size() == 1;
    }

    /** The value of {@link dev.doorbell.lifecycle.Lifecycle#IDLE_EXIT}, which a program under an agent does not read. */
    Optional<String> idleSeconds() {
        return agent.isPresent() ? Optional.empty() : idleExit.map(PrintableText::seconds);
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
        if (agent.isPresent()) {
            AgentRules.check(this);
        }
    }

    /** A builder of declarations. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final List<ListenerSpec> listeners = new ArrayList<>();
        private List<String> command = List.of();
        private String label;
        private String description;
        private Optional<String> user = Optional.empty();
        private Optional<Duration> idleExit = Optional.empty();
        private Optional<StartUp> startUp = Optional.empty();
        private Optional<String> classArchive = Optional.empty();
        private Optional<String> agent = Optional.empty();
        private boolean userUnit;
        private boolean notify;
        private boolean sandbox = true;
        private boolean accept;
        private boolean inetd;

        private Builder(String name) {
            this.name = name;
            label = name;
            description = name;
        }

        /**
         * Sets launchd's label of the job, which is also the name of the file. systemd has no labels.
         *
         * @param label a reversed domain name, such as {@code dev.example.echo}; by default the service's name
         * @return this
         * @throws IllegalArgumentException if it contains characters that are not valid in a name
         */
        public Builder label(String label) {
            this.label = DeclarationRules.unitName(label);
            return this;
        }

        /**
         * Sets the description that systemd shows. A property list of launchd has none.
         *
         * @param text one line, of which leading and trailing blanks are removed; by default the service's name
         * @return this
         * @throws IllegalArgumentException if it is empty or contains control characters
         */
        public Builder description(String text) {
            description = DeclarationRules.description(text.strip());
            return this;
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
            user = Optional.of(DeclarationRules.account(account));
            return this;
        }

        /**
         * Sets whether it is a service of one user: of {@code systemctl --user}, or an agent of launchd.
         *
         * @param ofOneUser whether it is; false by default
         * @return this
         */
        public Builder userUnit(boolean ofOneUser) {
            userUnit = ofOneUser;
            return this;
        }

        /**
         * Sets the idle time after which the program exits. It is passed in the environment variable
         * {@link dev.doorbell.lifecycle.Lifecycle#IDLE_EXIT}, which a {@link dev.doorbell.lifecycle.Lifecycle Lifecycle}
         * reads unless the program sets an idle time itself.
         *
         * @param time as {@code Lifecycle} takes it: zero is as soon as there is no work, a century or more is never
         * @return this
         * @throws IllegalArgumentException if it is negative
         */
        public Builder idleExit(Duration time) {
            idleExit = Optional.of(DeclarationRules.idleTime(time));
            return this;
        }

        /**
         * Sets the JVM options that shorten the start. The program of the command must be {@code java}.
         *
         * @param recipe the options
         * @return this
         */
        public Builder startUp(StartUp recipe) {
            startUp = Optional.of(recipe);
            return this;
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
            classArchive = Optional.of(StartUpRules.archive(file));
            return this;
        }

        /**
         * Sets the agent that gives its listeners to a program which knows nothing of Doorbell: the program of the command
         * must be {@code java}. {@link #notify} and {@link #idleExit} become options of the agent.
         *
         * @param file the absolute path of {@code doorbell-agent.jar}
         * @return this
         * @throws IllegalArgumentException if it is not an absolute path of a file, lies where every user can write, or
         *     contains an equals sign
         */
        public Builder agent(String file) {
            agent = Optional.of(AgentRules.file(file));
            return this;
        }

        /**
         * Sets whether the program notifies systemd when it is ready, {@code sd_notify(3)}. launchd has no such protocol.
         *
         * @param whenReady whether it does; false by default
         * @return this
         */
        public Builder notify(boolean whenReady) {
            notify = whenReady;
            return this;
        }

        /**
         * Sets whether systemd runs the program in a sandbox, which launchd does not have.
         *
         * @param sandboxed whether it does; true by default
         * @return this
         */
        public Builder sandbox(boolean sandboxed) {
            sandbox = sandboxed;
            return this;
        }

        /**
         * Sets whether systemd accepts each connection and starts a process for it ({@code Accept=yes} of
         * {@code systemd.socket(5)}), which takes it with {@code Doorbell.connection()}. Not for {@link LaunchdPlist}.
         *
         * @param each whether it does; false by default
         * @return this
         */
        public Builder accept(boolean each) {
            accept = each;
            return this;
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
            inetd = asStandardInput;
            return this;
        }

        /**
         * Adds listeners.
         *
         * @param specs the listeners, each with its own name
         * @return this
         */
        public Builder listener(ListenerSpec... specs) {
            listeners.addAll(List.of(specs));
            return this;
        }

        /**
         * Sets the program and its arguments.
         *
         * @param words first the program: an absolute path, or a name without a slash that the service manager looks up
         * @return this
         */
        public Builder command(String... words) {
            command = List.of(words);
            return this;
        }

        /**
         * Builds the declaration. The builder can be used again.
         *
         * @return the declaration
         * @throws IllegalArgumentException if there is no listener or no command; if two listeners have the same name or
         *     address or cannot both start; if the program is a relative path or a directory; if a user unit has a user;
         *     if the command of a {@linkplain #startUp start-up recipe} is not {@code java}, or has options that
         *     contradict the recipe; if the command of an {@linkplain #agent agent} is not {@code java}, or the agent cannot
         *     serve a listener or the idle time; or if a service that {@linkplain #accept accepts} has several listeners, one that
         *     accepts no connections, or an idle time
         */
        public ServiceDeclaration build() {
            ServiceDeclaration service = new ServiceDeclaration(this);
            service.check();
            return service;
        }
    }
}
