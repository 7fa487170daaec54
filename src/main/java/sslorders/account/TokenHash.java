package sslorders.account;

import java.nio.ByteBuffer;
import sslorders.text.Sha256;

/** Identifies a token by its SHA-256 hash without revealing it. Finding two tokens with the same hash is not feasible. */
record TokenHash(long first, long second, long third, long fourth) {

    static TokenHash of(String token) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(token));
        return new TokenHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }
}
