package sslorders.image;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The oldest version of a library without a vulnerability that affects the service; see SECURITY.md. */
final class OldestAllowed {
    private static final Pattern NETTY = Pattern.compile("4\\.(\\d+)\\.(\\d+)\\.Final");

    private static final int NETTY_4_1 = 137;

    private OldestAllowed() {}

    /** Returns whether a version of Netty, such as {@code 4.1.137.Final}, is allowed; false for any other format. */
    static boolean isNettyAllowed(String version) {
        Matcher parts = NETTY.matcher(version);
        return parts.matches()
                && (Integer.parseInt(parts.group(1)) > 1
                        || parts.group(1).equals("1") && Integer.parseInt(parts.group(2)) >= NETTY_4_1);
    }
}
