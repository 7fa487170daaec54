package sslorders.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The orders that the sandbox captures at its start. The mappings in {@code ca-stub/mappings} define how the stub CA
 * processes each order.
 */
final class DemoOrders {
    private static final List<String> TYPES =
            List.of("domain-validated", "organization-validated", "extended-validation");

    private final List<Map<String, String>> orders = new ArrayList<>();
    private final Instant now;

    private DemoOrders(Instant now) {
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Returns the captures as the ordering system sends them. Each map has the properties of the body and the {@code
     * id}.
     */
    static List<Map<String, String>> at(Instant now) {
        DemoOrders demo = new DemoOrders(now);
        demo.add("1001", "acme", "alpha", "issued", "shop.acme.example", 120);
        demo.add("1002", "acme", "alpha", "pending-approval", "new.acme.example", null);
        demo.add("1003", "acme", "alpha", "issued", "wrong-state.acme.example", 200);
        demo.add("1004", "acme", "alpha", "issued", "late.acme.example", 210);
        demo.add("1005", "acme", "alpha", "issued", "throttled.acme.example", 220);
        demo.add("1006", "acme", "alpha", "issued", "expired.acme.example", -20);
        demo.add("1007", "acme", "offline", "issued", "offline.acme.example", 230);
        demo.add("1008", "acme", "alpha", "cancelled", "cancelled.acme.example", null);
        for (int i = 9; i <= 30; i++) {
            demo.add(
                    String.valueOf(1000 + i),
                    "acme",
                    i % 2 == 0 ? "alpha" : "beta",
                    "issued",
                    (i % 5 == 3 ? "*." : "") + "host-" + i + ".acme.example",
                    i % 7 == 0 ? null : (i * 37) % 360 + 5);
        }
        demo.add("2001", "globex", "beta", "issued", "www.globex.example", 90);
        List<String> authorities = List.of(
                "alpha",
                "godaddy",
                "namecheap",
                "opensrs",
                "trustico",
                "geotrust",
                "softlayer",
                "azure",
                "ispapi",
                "enom");
        for (int i = 0; i < authorities.size(); i++) {
            String id = String.valueOf(3001 + i);
            demo.add(id, "acme", authorities.get(i), "issued", authorities.get(i) + ".acme.example", 300 + i);
            // Some CAs use numbers as order IDs.
            demo.orders.getLast().put("caOrderId", id);
            demo.orders.getLast().put("certificateType", "domain-validated");
        }
        // All e-mails in the stub's GoDaddy and Azure histories were sent to this address, not to the address of order
        // 1031.
        demo.order("3002").put("adminEmail", "admin@acme.example");
        demo.order("3008").put("adminEmail", "admin@acme.example");
        demo.add("1031", "acme", "godaddy", "issued", "moved.acme.example", 310);
        demo.order("1031").put("caOrderId", "1031");
        return demo.orders;
    }

    private Map<String, String> order(String id) {
        return orders.stream()
                .filter(order -> order.get("id").equals(id))
                .findAny()
                .orElseThrow();
    }

    private void add(String id, String account, String authority, String status, String commonName, Integer daysLeft) {
        Map<String, String> order = new LinkedHashMap<>();
        order.put("id", id);
        order.put("accountId", account);
        order.put("caOrderId", "CA-" + id);
        order.put("commonName", commonName);
        order.put("certificateType", commonName.startsWith("*.") ? "wildcard" : TYPES.get(orders.size() % 3));
        order.put("certificateAuthority", authority);
        order.put("status", status);
        order.put("statusAsOf", now.minus(1, ChronoUnit.HOURS).toString());
        order.put("orderedAt", now.minus(365L - orders.size(), ChronoUnit.DAYS).toString());
        if (daysLeft != null) {
            order.put("expiresAt", now.plus(daysLeft, ChronoUnit.DAYS).toString());
        }
        order.put("adminEmail", "admin@" + commonName.replace("*.", ""));
        orders.add(order);
    }
}
