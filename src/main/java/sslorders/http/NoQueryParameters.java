package sslorders.http;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that has no query parameters. A request with a query parameter is rejected, so that a client does not
 * assume that an unsupported parameter, such as {@code dryRun=true}, has an effect.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NoQueryParameters {}
