package sslorders.account;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The key IDs of tokens that were accepted. Safe for use by many threads. */
final class SigningKeys {
    /** More than an issuer has at a time. */
    private static final int MOST = 32;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * Returns whether no token with the key ID of this one was accepted before: the OIDC library has fetched the keys for it then,
     * or knows of a fetch a moment ago.
     *
     * @param isAccepted whether this token was, so that its key ID is known from now on
     */
    boolean isNew(String token, boolean isAccepted) {
        String id = keyId(token);
        if (known.contains(id)) {
            return false;
        }
        if (isAccepted) {
            if (known.size() >= MOST) {
                known.clear();
            }
            known.add(id);
        }
        return true;
    }

    /** The {@code kid} of the token's header (RFC 7515, 4.1.4); empty text without one. */
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
