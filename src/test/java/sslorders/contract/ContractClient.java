package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.apache.http.NameValuePair;
import org.apache.http.client.utils.URLEncodedUtils;

/** The JDK's HTTP client, for what REST-assured cannot do; each exchange is held against the contract too. */
public final class ContractClient {

    private ContractClient() {}

    /** The answer to a request to the API; its body is not looked at, so it must be one that the service takes or refuses. */
    public static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        SimpleRequest.Builder asked =
                new SimpleRequest.Builder(request.method(), request.uri().getRawPath(), true);
        request.headers().map().forEach(asked::withHeader);
        for (NameValuePair parameter : URLEncodedUtils.parse(request.uri(), StandardCharsets.UTF_8)) {
            asked.withQueryParam(parameter.getName(), parameter.getValue());
        }
        SimpleResponse.Builder answered =
                SimpleResponse.Builder.status(response.statusCode()).withBody(response.body());
        response.headers().map().forEach(answered::withHeader);
        assertThat(Contract.get().violations(asked.build(), answered.build()))
                .as("%s %s, answered %s", request.method(), request.uri(), response.statusCode())
                .isEmpty();
        return response;
    }
}
