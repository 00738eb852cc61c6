/** Verdicts that met and differed: the owner sees both and keeps one. */
@NullMarked
package dev.tandem.service.conflict;

import org.jspecify.annotations.NullMarked;
