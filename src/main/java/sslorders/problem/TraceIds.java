package sslorders.problem;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes the ids under which a failure is found in the log: 32 hexadecimal digits, the shape of a W3C trace id. */
@Singleton
class TraceIds {
    private final SecureRandom random = new SecureRandom();

    String next() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
