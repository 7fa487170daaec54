package sslorders.account;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Reads which party acts on behalf of the subject of a token. */
final class Actor {

    private Actor() {}

    /**
     * Returns the current actor of a delegation ({@code act.sub} of RFC 8693, 4.1); else the client that the token was issued
     * to: {@code azp} (OpenID Connect Core 1.0), or {@code client_id} (RFC 9068). Empty if the token has none of them. A claim
     * that is blank or not a string is absent.
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
