package sslorders.ca.namecheap;

import java.util.Map;
import sslorders.ca.CaRequest;

/** The requests of the {@code namecheap} dialect. */
final class NamecheapApi {

    private NamecheapApi() {}

    static CaRequest call(Map<String, String> command) {
        return CaRequest.post("xml.response").accept("text/xml").form(command);
    }
}
