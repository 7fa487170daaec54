package sslorders.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckArgumentsTest {
    private static final Set<String> CONFIGURED = Set.of("beta", "alpha", "gamma-2");

    @Test
    void withoutNamesAllCasAreSelected() {
        assertThat(parse().selected(CONFIGURED)).containsExactly("alpha", "beta", "gamma-2");
    }

    @Test
    void namedCasAreSelectedOnceInTheirOrder() {
        assertThat(parse("gamma-2", "alpha", "gamma-2").selected(CONFIGURED)).containsExactly("gamma-2", "alpha");
    }

    @Test
    void orderBelongsToItsCa() {
        CheckArguments arguments = parse("--order", "alpha=4711", "--order=beta=A.b_c:d-1");

        assertThat(arguments.order("alpha")).contains("4711");
        assertThat(arguments.order("beta")).contains("A.b_c:d-1");
        assertThat(arguments.order("gamma-2")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--orders",
                "-v",
                "Alpha",
                "al pha",
                "",
                "--order",
                "--order=",
                "--order=alpha",
                "--order=alpha=",
                "--order==4711",
                "--order=alpha=.4711",
                "--order=alpha=47 11",
                "--order=alpha=4711\nx",
                "--order=alpha=<item>",
            })
    void invalidArgumentIsNamed(String argument) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(argument.replace("--order=", ""));
    }

    @Test
    void orderHasAtMost128Characters() {
        assertThat(parse("--order=alpha=" + "x".repeat(128)).orders()).hasSize(1);
        assertThatThrownBy(() -> parse("--order=alpha=" + "x".repeat(129))).isInstanceOf(UsageException.class);
    }

    @Test
    void secondOrderOfACaIsRejected() {
        assertThatThrownBy(() -> parse("--order=alpha=1", "--order=alpha=2")).hasMessageContaining("alpha");
    }

    @Test
    void orderOfACaThatIsNotCheckedIsRejected() {
        assertThatThrownBy(() -> parse("beta", "--order=alpha=1")).hasMessageContaining("alpha");
    }

    @Test
    void unknownCaIsReportedWithTheConfiguredOnes() {
        assertThatThrownBy(() -> parse("delta").selected(CONFIGURED))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll("delta", "configured: alpha, beta, gamma-2");
        assertThatThrownBy(() -> parse("--order=delta=1").selected(CONFIGURED))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("delta");
    }

    private static CheckArguments parse(String... arguments) {
        return CheckArguments.parse(List.of(arguments));
    }
}
