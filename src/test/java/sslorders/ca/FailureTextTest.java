package sslorders.ca;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sslorders.ca.CodeTable.Meaning;

class FailureTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Internal server error",
                "Internal error: too many requests to the mail server",
                "Rate limit service timed out",
                "INTERNAL_ERROR",
                "InternalServerError",
                "The request timed out",
                "GATEWAY_TIMEOUT",
                "time-out",
                "System error",
                "SERVER_ERROR",
                "An unexpected error occurred",
                "Service temporarily unavailable",
                "ServiceUnavailable",
                "Down for maintenance",
                "Please try again later",
                "Registry timed out, resubmit request"
            })
    void failureOfTheCaIsUnknown(String text) {
        assertThat(FailureText.meaning(text)).contains(Meaning.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Too many requests",
                "TooManyRequests",
                "TOO_MANY_REQUESTS",
                "Rate limit exceeded, try again later",
                "RateLimitExceeded",
                "RATE_LIMITED",
                "Request was throttled"
            })
    void throttlingIsNotExecuted(String text) {
        assertThat(FailureText.meaning(text)).contains(Meaning.NOT_EXECUTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Text",
                "Order not found",
                "CertificateNotIssued",
                "The certificate has expired",
                "Unexpected value of field X",
                "Access denied"
            })
    void otherTextIsEmpty(String text) {
        assertThat(FailureText.meaning(text)).isEmpty();
    }
}
