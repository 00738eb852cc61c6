/** Who may come in: the access database with reviewers and their devices, and the check of every request. */
@NullMarked
package dev.tandem.service.access;

import org.jspecify.annotations.NullMarked;
