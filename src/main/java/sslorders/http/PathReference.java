package sslorders.http;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The path of a request as a URI reference (RFC 3986), for the {@code instance} of a problem. */
public final class PathReference {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Visible ASCII characters that no URI may have. */
    private static final String FORBIDDEN = "\"<>\\^`{|}";

    private PathReference() {}

    /**
     * Returns the path with every character percent-encoded that a URI may not have; the path itself if there is none.
     *
     * @param path as it came in, each character a byte, since the server takes more than RFC 3986 allows; null for none
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
        path.codePoints().forEach(letter -> {
            if (isAllowed(letter)) {
                encoded.appendCodePoint(letter);
            } else {
                byte[] bytes = Character.toString(letter)
                        .getBytes(letter <= 0xff ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
                for (byte each : bytes) {
                    encoded.append('%').append(HEX.toHexDigits(each));
                }
            }
        });
        return encoded.toString();
    }

    private static boolean isAllowed(int letter) {
        return letter > ' ' && letter <= '~' && FORBIDDEN.indexOf(letter) < 0;
    }
}
