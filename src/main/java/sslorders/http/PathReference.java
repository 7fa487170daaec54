package sslorders.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Converts the path of a request to a URI reference (RFC 3986) for the member {@code instance} of a problem. */
public final class PathReference {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** The visible ASCII characters that are not permitted in a URI. */
    private static final String FORBIDDEN = "\"<>\\^`{|}";

    private PathReference() {}

    /**
     * Returns the path and percent-encodes each character that is not permitted in a URI. The server accepts more characters than
     * RFC 3986 permits.
     *
     * @param path the path as received, with one character per byte; null if the request has none
     */
    public static String of(String path) {
        if (path == null) {
            return "/";
        }
        for (int i = 0; i < path.length(); i++) {
            if (!isAllowed(path.charAt(i))) {
                return encoded(path);
            }
        }
        return path;
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        path.codePoints().forEach(codePoint -> {
            if (isAllowed(codePoint)) {
                encoded.appendCodePoint(codePoint);
            } else {
                byte[] bytes = Character.toString(codePoint)
                        .getBytes(codePoint <= 0xff ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
                for (byte each : bytes) {
                    encoded.append('%').append(HEX.toHexDigits(each));
                }
            }
        });
        return encoded.toString();
    }

    private static boolean isAllowed(int codePoint) {
        return codePoint > ' ' && codePoint <= '~' && FORBIDDEN.indexOf(codePoint) < 0;
    }
}
