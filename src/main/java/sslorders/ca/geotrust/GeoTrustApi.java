package sslorders.ca.geotrust;

import java.util.Map;
import sslorders.ca.CaRequest;

/** The request of the {@code geotrust} dialect. */
final class GeoTrustApi {

    private GeoTrustApi() {}

    static CaRequest call(Map<String, String> command) {
        return CaRequest.post("webtrust", "partner").accept("text/xml").form(command);
    }
}
