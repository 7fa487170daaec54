package sslorders.erasure;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sslorders.config.ConfigCheck;
import sslorders.database.Database;
import sslorders.database.Row;

/**
 * Computes the keyed hashes that replace erased e-mail addresses: HMAC-SHA-256 of the address in lower case, in hexadecimal. An
 * operator with the key can test whether a resend was sent to a known address. Without the key, the address cannot be guessed.
 */
@Startup
@ApplicationScoped
class AddressHashes {
    private static final String KEY = "ssl-orders.erasure.key";
    private static final int SHORTEST_KEY = 32;
    private static final String ALGORITHM = "HmacSHA256";

    static final String STORED_KEY = "select key from erasure_key";

    private final Database database;

    /** Null until the first use, if no key is configured. */
    private volatile String key;

    AddressHashes(Database database, ErasureConfig config) {
        this.database = database;
        config.key().filter(text -> text.length() < SHORTEST_KEY).ifPresent(text -> {
            throw ConfigCheck.wrong(KEY, "must have at least " + SHORTEST_KEY + " characters");
        });
        this.key = config.key().orElse(null);
    }

    /** Returns the hash function. It may read the key from the database, so the caller must not have an open transaction. */
    UnaryOperator<String> function() {
        String known = key;
        if (known == null) {
            known = database.first(STORED_KEY, parameters -> {}, Row::text).orElseThrow();
            key = known;
        }
        SecretKeySpec secret = new SecretKeySpec(known.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        return address -> hash(secret, address);
    }

    private static String hash(SecretKeySpec secret, String address) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] bytes = address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is not available", e);
        }
    }
}
