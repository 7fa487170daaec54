package sslorders.command;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.util.List;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.CheckReport;
import sslorders.ca.CheckStep;

/** The command {@code check}: checks the access to CAs, one after the other, and prints what each step proved. */
@Singleton
@Unremovable
class CheckCommand implements QuarkusApplication {
    private static final int FAILED = 1;

    private final CertificateAuthorities authorities;

    CheckCommand(CertificateAuthorities authorities) {
        this.authorities = authorities;
    }

    @Override
    public int run(String... arguments) {
        return run(List.of(arguments), System.out, System.err);
    }

    /**
     * Runs the command.
     *
     * @return the exit status: 0 if no step failed, 1 if a step failed, 2 if the arguments are invalid
     */
    int run(List<String> arguments, PrintStream output, PrintStream errors) {
        try {
            CheckArguments parsed = CheckArguments.parse(arguments);
            boolean isFailed = false;
            for (String name : parsed.selected(authorities.names())) {
                CheckReport report = authorities.find(name).orElseThrow().check(parsed.order(name));
                print(report, output);
                isFailed |= report.isFailed();
            }
            return isFailed ? FAILED : 0;
        } catch (UsageException wrong) {
            errors.println(wrong.getMessage());
            return UsageException.STATUS;
        }
    }

    private static void print(CheckReport report, PrintStream output) {
        output.printf("%s: %s at %s%n", report.name(), report.dialect(), report.url());
        for (CheckStep step : report.steps()) {
            output.printf(
                    "  %-10s  %-10s  %s%n",
                    step.kind().wireName(), step.result().wireName(), step.detail());
        }
        output.printf("%s: %s%n", report.name(), report.isFailed() ? "failed" : "not failed");
    }
}
