package sslorders.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The addresses of the page. An order's ID is a query parameter, because the CSRF filter issues tokens only on exact paths
 * ({@code quarkus.rest-csrf.create-token-path}).
 */
final class PagePaths {
    /** The path of all cookies. No path of the API is below it. */
    static final String ROOT = "/console";

    static final String ORDERS = ROOT + "/ssl/orders";
    static final String ORDER = ORDERS + "/order";
    static final String ROW = ORDERS + "/row";
    static final String RESEND = ORDERS + "/resend";
    static final String SUPPORT = ROOT + "/support";
    static final String SUPPORT_ORDER = SUPPORT + "/order";
    static final String SUPPORT_RESEND = SUPPORT_ORDER + "/resend";
    static final String SUPPORT_CANCELLATION = SUPPORT_ORDER + "/cancellation";
    static final String SUPPORT_RETRY = SUPPORT_ORDER + "/retry";
    static final String SUPPORT_RESOLUTION = SUPPORT_ORDER + "/resolution";
    static final String LANGUAGE = ROOT + "/language";
    static final String LOGOUT = ROOT + "/logout";
    static final String ASSETS = ROOT + "/assets/";

    private static final int LONGEST = 2000;

    /** The pattern of an address without a host, a dot segment or a character that needs to be encoded. */
    private static final Pattern OWN = Pattern.compile(ROOT + "(/[a-z]+)*(\\?[A-Za-z0-9._~%&=+*-]*)?");

    private PagePaths() {}

    /** Returns whether a path belongs to the page. */
    static boolean isPage(String path) {
        return path != null && (path.equals(ROOT) || path.startsWith(ROOT + "/"));
    }

    /** Returns whether an address belongs to the screen for support agents. */
    static boolean isSupport(String address) {
        return address.equals(SUPPORT) || address.startsWith(SUPPORT + "/") || address.startsWith(SUPPORT + "?");
    }

    /** Returns the address of the screen to which an address belongs: the search of support agents, or the list of an account. */
    static String home(String address) {
        return isSupport(address) ? SUPPORT : ORDERS;
    }

    /** Returns the path with the given query parameters, without empty parameters. */
    static String with(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .filter(parameter -> !parameter.getValue().isEmpty())
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    /**
     * Returns the parameters of an address for one order.
     *
     * @param back the address of the list to return to
     */
    static Map<String, String> orderParameters(String order, String back) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("order", order);
        parameters.put("back", back.equals(ORDERS) ? "" : back);
        return parameters;
    }

    /**
     * Returns the address that a request names if it belongs to the page; otherwise, the address of the list.
     *
     * @param address a path with a query; null if the request names none
     */
    static String own(String address) {
        if (address == null
                || address.length() > LONGEST
                || !OWN.matcher(address).matches()) {
            return ORDERS;
        }
        return address;
    }

    /** Returns the address that a request names if it belongs to the screen for support agents; otherwise, the address of the search. */
    static String ownOfSupport(String address) {
        String own = own(address);
        return isSupport(own) ? own : SUPPORT;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
