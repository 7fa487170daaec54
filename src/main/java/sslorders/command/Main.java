package sslorders.command;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;

/** The entry point of the package. Without arguments it starts the service; otherwise it runs the named command. */
@QuarkusMain
public final class Main {
    private static final String USAGE = """
            Usage: java -jar quarkus-run.jar
                   starts the service

            %s
            %s""";

    private Main() {}

    /** Starts the service or a command. After invalid arguments, the process exits with the status 2. */
    public static void main(String... arguments) {
        if (arguments.length == 0) {
            Quarkus.run();
            return;
        }
        List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
        try {
            switch (arguments[0]) {
                case "check" -> {
                    CheckArguments.parse(rest);
                    CommandSettings.apply();
                    Quarkus.run(CheckCommand.class, rest.toArray(String[]::new));
                }
                case "redeliver" -> {
                    RedeliverArguments.parse(rest);
                    CommandSettings.applyWithDatabase();
                    Quarkus.run(RedeliverCommand.class, rest.toArray(String[]::new));
                }
                case "help", "--help", "-h" -> System.out.print(usage());
                default -> throw new UsageException("unknown command " + arguments[0]);
            }
        } catch (UsageException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println();
            System.err.print(usage());
            System.exit(UsageException.STATUS);
        }
    }

    private static String usage() {
        return USAGE.formatted(CheckArguments.USAGE, RedeliverArguments.USAGE);
    }
}
