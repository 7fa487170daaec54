package sslorders.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sslorders.ca.CertificateAuthorities;
import sslorders.ca.CertificateAuthority;

/**
 * The arguments of the command {@code check}.
 *
 * @param names the CAs to check, in the given order; empty for all CAs
 * @param orders the CA's ID of an order, by the name of the CA
 */
record CheckArguments(Set<String> names, Map<String, String> orders) {
    static final String USAGE = """
                   java -jar quarkus-run.jar check [--order NAME=ID]... [NAME]...
                   checks the access to the configured CAs, or to the CAs with these names, without a resend;
                   --order gives the CA's ID of an order that the check may read
                   exit status: 0 no check failed, 1 a check failed, 2 invalid arguments
            """;

    private static final String ORDER = "--order";

    /** The form of an order: the name of a CA, and its ID of an order. */
    private static final Pattern NAME_AND_ID = Pattern.compile("([^=]+)=(" + CertificateAuthority.ORDER_ID + ")");

    /**
     * Parses the arguments.
     *
     * @throws UsageException if an argument is invalid; the message names it
     */
    static CheckArguments parse(List<String> arguments) {
        Set<String> names = new LinkedHashSet<>();
        Map<String, String> orders = new HashMap<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals(ORDER)) {
                addOrder(orders, rest.hasNext() ? rest.next() : "");
            } else if (argument.startsWith(ORDER + "=")) {
                addOrder(orders, argument.substring(ORDER.length() + 1));
            } else if (CertificateAuthorities.NAME.matcher(argument).matches()) {
                names.add(argument);
            } else {
                throw new UsageException("invalid argument of check: " + argument);
            }
        }
        if (!names.isEmpty() && !names.containsAll(orders.keySet())) {
            throw new UsageException("an order is given for a CA that is not checked: " + orders.keySet());
        }
        return new CheckArguments(names, orders);
    }

    private static void addOrder(Map<String, String> orders, String text) {
        Matcher order = NAME_AND_ID.matcher(text);
        if (!order.matches()) {
            throw new UsageException(ORDER + " must have the form NAME=ID: " + text);
        }
        if (orders.put(order.group(1), order.group(2)) != null) {
            throw new UsageException(ORDER + " is given twice for the CA " + order.group(1));
        }
    }

    /**
     * Returns the names of the CAs to check.
     *
     * @throws UsageException if a given name is not configured; the message lists the configured names
     */
    List<String> selected(Set<String> configured) {
        Set<String> unknown = new TreeSet<>(names);
        unknown.addAll(orders.keySet());
        unknown.removeAll(configured);
        if (!unknown.isEmpty()) {
            throw new UsageException("no CA is configured with the name " + String.join(", ", unknown)
                    + "; configured: " + String.join(", ", new TreeSet<>(configured)));
        }
        return new ArrayList<>(names.isEmpty() ? new TreeSet<>(configured) : names);
    }

    Optional<String> order(String name) {
        return Optional.ofNullable(orders.get(name));
    }
}
