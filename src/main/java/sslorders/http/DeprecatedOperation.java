package sslorders.http;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that is deprecated. Its responses have the header {@code Deprecation} (RFC 9745) and, if the date of its
 * removal is known, {@code Sunset} (RFC 8594). {@code docs/api-lifecycle.md} defines the notice period.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DeprecatedOperation {

    /** Returns the date on which the operation became deprecated, such as {@code 2027-01-15}. The time is 00:00 UTC. */
    String since();

    /** Returns the date from which the operation can be removed; empty if it is not known. The time is 00:00 UTC. */
    String sunset() default "";
}
