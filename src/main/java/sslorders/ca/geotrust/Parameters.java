package sslorders.ca.geotrust;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Map;
import java.util.stream.Collectors;
import sslorders.ca.CaSettings;

/**
 * The names of two parameters, which are inferred from other calls of the same API, and the product codes.
 *
 * @param product the name of the parameter for the product code
 * @param emailType the name of the parameter for the e-mail type
 * @param productCodes the product codes by certificate type; a type without an entry is used as the code
 */
record Parameters(String product, String emailType, Map<String, String> productCodes) {

    /**
     * Reads the options.
     *
     * @throws ConfigurationException if {@code options.productcodes} cannot be parsed; the message contains the key
     */
    static Parameters of(CaSettings settings) {
        return new Parameters(
                settings.option("productparameter").orElse("productcode"),
                settings.option("emailparameter").orElse("resendemailtype"),
                settings.optionList("productcodes").stream()
                        .map(entry -> pair(settings, entry))
                        .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1].strip())));
    }

    String productCode(String certificateType) {
        return productCodes.getOrDefault(certificateType, certificateType);
    }

    private static String[] pair(CaSettings settings, String entry) {
        String[] pair = entry.split("=", 2);
        if (pair.length < 2) {
            throw settings.wrong("options.productcodes", entry + " must have the form type=code");
        }
        return pair;
    }
}
