package dev.tandem.service.openapi;

import dev.tandem.service.access.NodeAccess;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Opens what it stands on to laptops, and says so in the document. */
@Secured(NodeAccess.ROLE)
@SecurityRequirement(name = "token")
@Tag(name = "laptops")
@AnswersProblems
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ForNodes {}
