package sslorders.account;

import java.nio.ByteBuffer;
import sslorders.text.Sha256;

/** The SHA-256 of a token. Two tokens with the same one cannot be made, so it stands for the token and does not reveal it. */
record TokenHash(long first, long second, long third, long fourth) {

    static TokenHash of(String token) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(token));
        return new TokenHash(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }
}
