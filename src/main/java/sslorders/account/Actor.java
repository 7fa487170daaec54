package sslorders.account;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads the party that acts on behalf of a token's subject. */
final class Actor {

    private Actor() {}

    /**
     * Returns the first of these claims that the token contains; empty if the token contains none of them. A claim that is
     * blank or not a string is treated as absent.
     *
     * <ol>
     *   <li>{@code act.sub}: the current actor of a delegation (RFC 8693, 4.1)
     *   <li>{@code azp}: the client that the token was issued to (OpenID Connect Core 1.0)
     *   <li>{@code client_id}: the same client (RFC 9068)
     * </ol>
     */
    static Optional<String> of(JsonWebToken token) {
        return Stream.of(
                        delegate(token.getClaim("act")), text(token.getClaim("azp")), text(token.getClaim("client_id")))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> delegate(Object claim) {
        return switch (claim) {
            case JsonObject act -> text(act.get("sub"));
            case Map<?, ?> act -> text(act.get("sub"));
            case null -> Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(Object claim) {
        return switch (claim) {
            case String text -> Optional.of(text).filter(value -> !value.isBlank());
            case JsonString text -> text(text.getString());
            case null -> Optional.empty();
            default -> Optional.empty();
        };
    }
}
