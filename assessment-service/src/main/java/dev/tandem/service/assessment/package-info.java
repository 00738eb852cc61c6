/** Takes verdicts in from the phone and answers each once it is kept. */
@NullMarked
package dev.tandem.service.assessment;

import org.jspecify.annotations.NullMarked;
