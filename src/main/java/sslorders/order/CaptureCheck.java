package sslorders.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthorities;
import sslorders.problem.InputError;
import sslorders.problem.RefusedException;

/** Checks what the ordering system sends. All that is wrong is said at once, each under its JSON pointer. */
@ApplicationScoped
class CaptureCheck {
    /** RFC 3339, 5.6: seconds and an offset are required. */
    private static final DateTimeFormatter RFC_3339 = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "Z")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    /** The list sorts an order without expiry as if it expired at the end of this year. */
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final Validator validator;
    private final CertificateAuthorities authorities;

    CaptureCheck(Validator validator, CertificateAuthorities authorities) {
        this.validator = validator;
        this.authorities = authorities;
    }

    /**
     * @throws RefusedException {@code invalid-request}, with every error in the order of the properties' names
     */
    CapturedOrder check(CaptureRequest request) {
        List<InputError> errors = new ArrayList<>();
        for (ConstraintViolation<CaptureRequest> violation : validator.validate(request)) {
            errors.add(InputError.inBody("/" + violation.getPropertyPath(), violation.getMessage()));
        }
        OrderStatus status = read(
                "/status", request.status(), OrderStatus::parse, "must be one of " + OrderStatus.wireNames(), errors);
        String authority = read(
                "/certificateAuthority",
                request.certificateAuthority(),
                name -> Optional.of(name).filter(authorities.names()::contains),
                "must be a configured CA: " + String.join(", ", authorities.names()),
                errors);
        Instant statusAsOf = time("/statusAsOf", request.statusAsOf(), errors);
        Instant orderedAt = time("/orderedAt", request.orderedAt(), errors);
        Instant expiresAt = time("/expiresAt", request.expiresAt(), errors);
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparing(InputError::name).thenComparing(InputError::detail));
            throw RefusedException.invalid(errors);
        }
        return new CapturedOrder(
                new AccountId(request.accountId()),
                request.caOrderId(),
                request.commonName(),
                request.certificateType(),
                authority,
                status,
                statusAsOf,
                orderedAt,
                Optional.ofNullable(expiresAt),
                Optional.ofNullable(request.adminEmail()));
    }

    private static Instant time(String pointer, String text, List<InputError> errors) {
        return read(
                pointer,
                text,
                CaptureCheck::parseTime,
                "must be a time as in RFC 3339, such as 2026-01-31T12:00:00Z, from 1970 to 9998",
                errors);
    }

    private static Optional<Instant> parseTime(String text) {
        try {
            return Optional.of(RFC_3339.parse(text, Instant::from).truncatedTo(ChronoUnit.MICROS))
                    .filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(END_OF_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The value that the text means, or null and an error; a text that is missing is nobody's business here. */
    private static <T> T read(
            String pointer, String text, Function<String, Optional<T>> parser, String wrong, List<InputError> errors) {
        if (text == null) {
            return null;
        }
        Optional<T> value = parser.apply(text);
        if (value.isEmpty()) {
            errors.add(InputError.inBody(pointer, wrong));
        }
        return value.orElse(null);
    }
}
