package sslorders.account;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stores the key IDs of accepted tokens. Thread-safe. */
final class SigningKeys {
    /** The maximum number of stored key IDs, which is more than an issuer uses at the same time. */
    private static final int MAX_IDS = 32;

    private final Set<String> acceptedIds = ConcurrentHashMap.newKeySet();

    /**
     * Returns true if no token with the same key ID was accepted before. In this case, the OIDC library fetched the issuer's
     * keys just now or shortly before.
     *
     * @param isAccepted true if this token was accepted; its key ID is then stored
     */
    boolean isNew(String token, boolean isAccepted) {
        String id = keyId(token);
        if (acceptedIds.contains(id)) {
            return false;
        }
        if (isAccepted) {
            if (acceptedIds.size() >= MAX_IDS) {
                acceptedIds.clear();
            }
            acceptedIds.add(id);
        }
        return true;
    }

    /** Returns the {@code kid} of the token's header (RFC 7515, 4.1.4); an empty string if it has none. */
    private static String keyId(String token) {
        int end = token.indexOf('.');
        try {
            byte[] header = Base64.getUrlDecoder().decode(token.substring(0, Math.max(end, 0)));
            Object id = new JsonObject(new String(header, StandardCharsets.UTF_8)).getValue("kid");
            return id instanceof String text ? text : "";
        } catch (IllegalArgumentException | DecodeException malformed) {
            return "";
        }
    }
}
