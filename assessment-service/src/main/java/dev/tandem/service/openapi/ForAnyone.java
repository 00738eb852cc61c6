package dev.tandem.service.openapi;

import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Opens what it stands on to anyone, and says so in the document. */
@Secured(SecurityRule.IS_ANONYMOUS)
@Tag(name = "anyone")
@AnswersProblems
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ForAnyone {}
