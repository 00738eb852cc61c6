package dev.tandem.service.openapi;

import dev.tandem.service.access.Owner;
import dev.tandem.service.access.Reviewer;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Opens what it stands on to people, be they reviewers or the owner, and says so in the document. */
@Secured({Reviewer.ROLE, Owner.ROLE})
@SecurityRequirement(name = "reviewerCookie")
@SecurityRequirement(name = "ownerCookie")
@SecurityRequirement(name = "token")
@Tag(name = "reviewers and the owner")
@AnswersProblems
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ForPeople {}
