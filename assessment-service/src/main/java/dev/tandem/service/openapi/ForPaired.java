package dev.tandem.service.openapi;

import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Opens what it stands on to whoever has a credential, and says so in the document. */
@Secured(SecurityRule.IS_AUTHENTICATED)
@SecurityRequirement(name = "reviewerCookie")
@SecurityRequirement(name = "ownerCookie")
@SecurityRequirement(name = "token")
@Tag(name = "everyone paired")
@AnswersProblems
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ForPaired {}
