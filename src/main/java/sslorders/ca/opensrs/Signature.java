package sslorders.ca.opensrs;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the signature that OpenSRS requires: {@code md5hex(md5hex(body + key) + key)}, in lower case. */
record Signature(String key) {

    String of(byte[] body) {
        return md5Hex(md5Hex(body).getBytes(StandardCharsets.US_ASCII));
    }

    private String md5Hex(byte[] text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(text);
            md5.update(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /** Omits the key. */
    @Override
    public String toString() {
        return "Signature";
    }
}
