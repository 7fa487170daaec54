package sslorders.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.restassured.RestAssuredResponse;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.http.NameValuePair;
import org.apache.http.client.utils.URLEncodedUtils;

/** Checks each exchange against the contract, and fails the test if there is a violation. */
public final class ContractFilter implements Filter {

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification specification,
            FilterContext context) {
        Response response = context.next(request, specification);
        assertThat(Contract.get().violations(sent(request), RestAssuredResponse.of(response)))
                .as("%s %s, response %s", request.getMethod(), request.getURI(), response.statusLine())
                .isEmpty();
        return response;
    }

    /** Returns the request as sent. REST-assured lists a content type for a request without a body, but does not send it. */
    private static Request sent(FilterableRequestSpecification request) {
        URI uri = URI.create(request.getURI());
        SimpleRequest.Builder sent = new SimpleRequest.Builder(request.getMethod(), uri.getRawPath(), true);
        Object body = request.getBody();
        for (Header header : request.getHeaders()) {
            if (body != null || !header.hasSameNameAs(new Header("Content-Type", ""))) {
                sent.withHeader(header.getName(), header.getValue());
            }
        }
        for (NameValuePair parameter : URLEncodedUtils.parse(uri, StandardCharsets.UTF_8)) {
            sent.withQueryParam(parameter.getName(), parameter.getValue());
        }
        return body == null ? sent.build() : sent.withBody(String.valueOf(body)).build();
    }
}
