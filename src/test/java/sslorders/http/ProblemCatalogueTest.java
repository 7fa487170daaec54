package sslorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sslorders.error.ErrorType;

class ProblemCatalogueTest {

    @ParameterizedTest
    @EnumSource
    void typeHasErrorStatusAndTitle(ErrorType type) {
        assertThat(ProblemCatalogue.status(type)).isBetween(400, 599);
        assertThat(type.title(Locale.ENGLISH)).isNotBlank().doesNotEndWith(".");
        assertThat(type.slug()).matches("[a-z]+(-[a-z]+)*");
    }

    /** Clients depend on slug and status. {@link ProblemMatcher} reads them from the code, so only this list detects a change. */
    @ParameterizedTest
    @CsvSource({
        "malformed-json, 400",
        "invalid-request, 400",
        "invalid-cursor, 400",
        "request-refused, 400",
        "unauthorized, 401",
        "unauthorized-too-often, 429",
        "insufficient-scope, 403",
        "no-account, 403",
        "foreign-account, 403",
        "not-found, 404",
        "order-not-found, 404",
        "resend-not-found, 404",
        "method-not-allowed, 405",
        "not-acceptable, 406",
        "account-mismatch, 409",
        "order-not-issued, 409",
        "order-closed, 409",
        "order-revoked, 409",
        "order-expired, 409",
        "order-state-unknown, 409",
        "no-admin-email, 409",
        "ca-not-configured, 409",
        "ca-wrong-state, 409",
        "no-such-mail, 409",
        "recipient-differs, 409",
        "not-supported-by-ca, 409",
        "order-changed, 412",
        "recipient-changed, 412",
        "payload-too-large, 413",
        "unsupported-media-type, 415",
        "idempotency-key-reused, 422",
        "cool-down, 429",
        "order-quota, 429",
        "account-quota, 429",
        "account-busy, 429",
        "rejection-limit, 429",
        "internal-error, 500",
        "ca-order-not-found, 502",
        "ca-refused, 502",
        "ca-credentials, 502",
        "ca-unavailable, 502",
        "unavailable, 503",
        "outcome-unknown, 504",
    })
    void slugAndStatusAreStable(String slug, int status) {
        ErrorType type = ErrorType.valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));

        assertThat(type.slug()).isEqualTo(slug);
        assertThat(ProblemCatalogue.status(type)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void typeIsInTheContract(ErrorType type) throws IOException {
        assertThat(Files.readString(Path.of("openapi.yaml")))
                .containsAnyOf("urn:ssl-orders:problem:" + type.slug() + "\n", "`" + type.slug() + "`");
    }
}
