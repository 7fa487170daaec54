package sslorders.order;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import sslorders.account.AccountId;
import sslorders.ca.CertificateAuthorities;
import sslorders.error.Detail;
import sslorders.error.ErrorType;
import sslorders.error.InputError;
import sslorders.error.ServiceException;
import sslorders.error.Text;

/** Validates captures. It reports all errors at once, each with its JSON pointer. */
@ApplicationScoped
class CaptureValidator {
    private final Validator validator;
    private final CertificateAuthorities authorities;

    CaptureValidator(Validator validator, CertificateAuthorities authorities) {
        this.validator = validator;
        this.authorities = authorities;
    }

    /**
     * Validates a capture.
     *
     * @param boundAccount the only account for which the client may capture orders; empty if the client may capture orders for all
     *     accounts
     * @throws ServiceException {@code invalid-request} with all errors, ordered by property name; {@code foreign-account} if the
     *     client may not capture orders for the account
     */
    ValidCapture check(CaptureRequest request, Optional<AccountId> boundAccount) {
        List<InputError> errors = new ArrayList<>();
        for (ConstraintViolation<CaptureRequest> violation : validator.validate(request)) {
            errors.add(InputError.inBody("/" + violation.getPropertyPath(), Detail.valueOf(violation.getMessage())));
        }
        OrderStatus status = read(
                "/status", request.status(), OrderStatus::parse, Detail.ONE_OF.with(OrderStatus.wireNames()), errors);
        String authority = read(
                "/certificateAuthority",
                request.certificateAuthority(),
                name -> Optional.of(name).filter(authorities.names()::contains),
                Detail.CONFIGURED_CA.with(String.join(", ", authorities.names())),
                errors);
        Instant statusAsOf = time("/statusAsOf", request.statusAsOf(), errors);
        Instant orderedAt = time("/orderedAt", request.orderedAt(), errors);
        Instant expiresAt = time("/expiresAt", request.expiresAt(), errors);
        if (!errors.isEmpty()) {
            errors.sort(Comparator.comparing(InputError::name)
                    .thenComparing(error -> error.detail().toString()));
            throw ServiceException.invalid(errors);
        }
        AccountId account = new AccountId(request.accountId());
        if (boundAccount.filter(bound -> !bound.equals(account)).isPresent()) {
            throw new ServiceException(ErrorType.FOREIGN_ACCOUNT, Detail.OWN_ACCOUNT_ONLY);
        }
        return new ValidCapture(
                account,
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
        return read(pointer, text, Rfc3339::parse, Detail.TIME.with(), errors);
    }

    /**
     * Parses a text. If the text is invalid, this method adds an error and returns null. Null stays null, because bean validation
     * reports it.
     */
    private static <T> T read(
            String pointer, String text, Function<String, Optional<T>> parser, Text wrong, List<InputError> errors) {
        if (text == null) {
            return null;
        }
        Optional<T> value = parser.apply(text);
        if (value.isEmpty()) {
            errors.add(new InputError("body", pointer, wrong));
        }
        return value.orElse(null);
    }
}
