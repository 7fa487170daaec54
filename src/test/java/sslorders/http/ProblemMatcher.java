package sslorders.http;

import static org.hamcrest.Matchers.equalTo;

import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.specification.ResponseSpecification;
import java.util.Locale;
import sslorders.error.ErrorType;

/** Matches problem documents by error type, so that tests do not repeat URNs, titles and statuses. */
public final class ProblemMatcher {

    private ProblemMatcher() {}

    /** Matches a response whose status, media type, {@code type}, English {@code title}, {@code status} and {@code help} are those of the error type. */
    public static ResponseSpecification isProblem(ErrorType type) {
        return new ResponseSpecBuilder()
                .expectStatusCode(ProblemCatalogue.status(type))
                .expectHeader("Content-Type", equalTo("application/problem+json"))
                .expectBody("type", equalTo(urn(type)))
                .expectBody("title", equalTo(type.title(Locale.ENGLISH)))
                .expectBody("status", equalTo(ProblemCatalogue.status(type)))
                .expectBody("help", equalTo("/problems/" + type.slug()))
                .build();
    }

    /** Returns the {@code type} member of the error type's problem documents. */
    public static String urn(ErrorType type) {
        return "urn:ssl-orders:problem:" + type.slug();
    }
}
