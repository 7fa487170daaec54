package sslorders.help;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sslorders.testing.ServiceTest;

/** Without the switch, the pages do not exist, and problems do not refer to them. */
@QuarkusTest
@TestProfile(HelpPagesOffTest.Off.class)
class HelpPagesOffTest extends ServiceTest {

    public static class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("ssl-orders.problem.help-pages", "false");
        }
    }

    @Test
    void pathOfPageIsUnknown() {
        for (String method : new String[] {"GET", "POST"}) {
            asAnonymous().request(method, "/problems/order-not-found").then().statusCode(404);
        }
        asAnonymous().get("/problems/order-not-found").then().body("type", equalTo("urn:ssl-orders:problem:not-found"));
    }

    @Test
    void problemHasNoReference() {
        asAnonymous()
                .orders()
                .header("Accept-Language", "es")
                .then()
                .statusCode(401)
                .body("help", nullValue())
                .body("title", containsString("token de acceso"));
    }
}
